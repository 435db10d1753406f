using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

public sealed class HoldApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string Holds = $"/v1/channels/{Some.Broadcaster}/holds";

    [Fact]
    public async Task Get_OneHold_HasEverythingThatExplainsIt()
    {
        var secret = await KeyAsync();
        var hold = await api.HoldAsync("what a mean sentence");

        var byCode = await GetAsync($"{Holds}/{hold.Code}", secret);

        Assert.Equal(byCode.ToString(), (await GetAsync($"{Holds}/{hold.Id}", secret)).ToString());
        Assert.Equal("what a mean sentence", byCode.GetProperty("content").GetProperty("text").GetString());
        Assert.Equal("gravelgoblin", byCode.GetProperty("content").GetProperty("sender").GetProperty("login").GetString());
        Assert.Equal("bullying", byCode.GetProperty("reasons")[0].GetProperty("category").GetString());
        Assert.Equal(("open", "flagged", 1), (byCode.GetProperty("state").GetString(), byCode.GetProperty("kind").GetString(), byCode.GetProperty("version").GetInt32()));
        var entry = Assert.Single(byCode.GetProperty("history").EnumerateArray().ToArray());
        Assert.Equal(("held", true), (entry.GetProperty("action").GetString(), entry.GetProperty("by").GetProperty("is_machine").GetBoolean()));
    }

    [Fact]
    public async Task List_ByPages_ShowsEachHoldOnceInBothOrders()
    {
        var secret = await KeyAsync();
        var store = api.App.Services.GetRequiredService<IHoldStore>();
        // Two of one moment: a cursor must not lose the second.
        var at = DateTimeOffset.UtcNow.AddMinutes(-5);
        foreach (var moment in new[] { at, at, at.AddSeconds(1), at.AddSeconds(2), at.AddSeconds(2) })
        {
            var hold = Some.Hold(Some.Message("page", id: $"page-{Guid.NewGuid():N}") with { SentAt = moment }, expiresAfter: TimeSpan.FromHours(5));
            await store.AddAsync(hold, new HistoryEntry(1, moment, Messages.Actor.ModBot, HistoryAction.Held), [], default);
        }
        foreach (var order in new[] { "oldest", "newest" })
        {
            var seen = new List<(string Id, DateTimeOffset At)>();
            var cursor = "";
            do
            {
                var page = await GetAsync($"{Holds}?limit=2&order={order}{cursor}", secret);
                Assert.InRange(page.GetProperty("holds").GetArrayLength(), 1, 2);
                seen.AddRange(page.GetProperty("holds").EnumerateArray().Select(hold => (hold.GetProperty("id").GetString()!, hold.GetProperty("created_at").GetDateTimeOffset())));
                cursor = page.TryGetProperty("next_cursor", out var next) && next.GetString() is { } place ? $"&cursor={place}" : "";
                if (cursor == "") Assert.Equal(seen.Count, page.GetProperty("open_count").GetInt32());
            }
            while (cursor != "");

            Assert.Equal(seen.Count, seen.DistinctBy(hold => hold.Id).Count());
            Assert.Equal(order == "oldest" ? seen.OrderBy(hold => hold.At).Select(hold => hold.At) : seen.OrderByDescending(hold => hold.At).Select(hold => hold.At), seen.Select(hold => hold.At));
            Assert.Equal(5, seen.Count(hold => hold.Id.StartsWith("page-", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("state=odd")]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("order=best")]
    [InlineData("order=oldest&cursor=%21")]
    [InlineData("order=oldest&cursor=AAAA")]
    [InlineData("cursor=MSBh")]
    [InlineData("since=yesterday")]
    [InlineData("since=2999-01-01")]
    [InlineData("since=-5d")]
    public async Task List_WrongQuestion_IsA400ThatSaysWhatIsPossible(string query)
    {
        var response = await api.SendAsync(HttpMethod.Get, $"{Holds}?{query}", await KeyAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEqual("", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Deny_WithATimeout_IsDoneOnceAndRecordedAsTheKeys()
    {
        var name = Fresh();
        var secret = await api.KeyAsync(name);
        var hold = await api.HoldAsync();
        const string Body = """{"expected_version":1,"sanction":{"kind":"timeout","seconds":60},"reason":"be kind"}""";

        var denied = await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/deny", secret, Body), HttpStatusCode.OK);
        var again = await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/deny", secret, Body), HttpStatusCode.Conflict);

        var resolution = denied.GetProperty("resolution");
        Assert.Equal(("denied", "deny", 60), (denied.GetProperty("state").GetString(), resolution.GetProperty("verb").GetString(), resolution.GetProperty("sanction").GetProperty("seconds").GetInt32()));
        Assert.Equal(($"api:{name}", true), (resolution.GetProperty("by").GetProperty("login").GetString(), resolution.GetProperty("by").GetProperty("is_machine").GetBoolean()));
        Assert.Equal("urn:modbot:problem:already-resolved", again.GetProperty("type").GetString());
        Assert.Equal("denied", again.GetProperty("hold").GetProperty("state").GetString());
        // The bot's own workers may have written what they did meanwhile; the decision is there once.
        Assert.Single((await GetAsync($"{Holds}/{hold.Id}", secret)).GetProperty("history").EnumerateArray(), entry => entry.GetProperty("action").GetString() == "denied");
    }

    [Fact]
    public async Task Act_OnAnOlderVersion_IsAConflictWithTheHoldAsItIs()
    {
        var secret = await KeyAsync();
        var hold = await api.HoldAsync();
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/note", secret, """{"text":"seen this before","expected_version":1}"""), HttpStatusCode.OK);

        foreach (var verb in new[] { "approve", "deny", "claim", "take", "release", "undo", "note" })
        {
            var stale = await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/{verb}", secret, """{"text":"seen this before","expected_version":1}"""), HttpStatusCode.Conflict);

            Assert.Equal((verb, "urn:modbot:problem:stale", 2), (verb, stale.GetProperty("type").GetString(), stale.GetProperty("hold").GetProperty("version").GetInt32()));
        }
    }

    [Fact]
    public async Task Approve_ClaimedByAnother_IsAConflictUntilItIsTaken()
    {
        var (first, second) = (await KeyAsync(), await KeyAsync());
        var hold = await api.HoldAsync();
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/claim", first), HttpStatusCode.OK);

        Assert.Equal("urn:modbot:problem:claimed", (await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/approve", second), HttpStatusCode.Conflict)).GetProperty("type").GetString());

        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/take", second), HttpStatusCode.OK);
        var approved = await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/approve", second, "{}"), HttpStatusCode.OK);
        Assert.Equal("open", (await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/undo", second), HttpStatusCode.OK)).GetProperty("state").GetString());
        Assert.Equal("approved", approved.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Deny_OnTrial_IsAProposal()
    {
        var proposed = await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{(await api.HoldAsync()).Id}/deny", await KeyAsync("trial")), HttpStatusCode.Accepted);

        Assert.Equal(("open", "deny"), (proposed.GetProperty("state").GetString(), proposed.GetProperty("proposal").GetProperty("verb").GetString()));
    }

    [Fact]
    public async Task Act_KeyThatMayNotRead_NeitherSeesTextNorName()
    {
        var secret = await KeyAsync(scopes: [ApiScope.ActOnHolds]);
        var hold = await api.HoldAsync("unspeakable");

        foreach (var verb in new[] { "approve", "approve" })
        {
            var answer = await (await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/{verb}", secret)).Content.ReadAsStringAsync();

            Assert.Contains("approved", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("unspeakable", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("gravelgoblin", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Act_BeyondTheRole_IsForbiddenWithTheReason()
    {
        var hold = await api.HoldAsync();

        var refused = await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/deny", await KeyAsync("trial"), """{"sanction":{"kind":"ban"}}"""), HttpStatusCode.Forbidden);

        Assert.Contains("Ban", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_MoreThanTheRoleMakesAMinute_IsA429ThatSaysWhenToComeBack()
    {
        var secret = await KeyAsync("trial");
        for (var i = 0; i < 30; i++) await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{(await api.HoldAsync()).Id}/deny", secret), HttpStatusCode.Accepted);

        var limited = await api.SendAsync(HttpMethod.Post, $"{Holds}/{(await api.HoldAsync()).Id}/deny", secret);

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("""{"sanction":{"kind":"flog"}}""")]
    [InlineData("""{"sanction":{}}""")]
    [InlineData("""{"sanction":{"kind":"warn","seconds":5}}""")]
    [InlineData("""{"sanction":{"kind":"timeout","seconds":0}}""")]
    [InlineData("""{"sanction":{"kind":"timeout","seconds":1209601}}""")]
    [InlineData("""{"expected_version":"one"}""")]
    [InlineData("""{"sanctoin":{"kind":"ban"}}""")]
    [InlineData("""{"sanction":{"kind":"timeout","minutes":5}}""")]
    public async Task Deny_WrongWish_IsA400AndNothingHappens(string body)
    {
        var secret = await KeyAsync();
        var hold = await api.HoldAsync();

        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/deny", secret, body), HttpStatusCode.BadRequest);

        Assert.Equal("open", (await GetAsync($"{Holds}/{hold.Id}", secret)).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("claim")]
    [InlineData("note")]
    public async Task Act_WithASanctionThatItDoesNotTake_IsA400(string verb) =>
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{(await api.HoldAsync()).Id}/{verb}", await KeyAsync(), """{"sanction":{"kind":"ban"},"text":"hm"}"""), HttpStatusCode.BadRequest);

    [Fact]
    public async Task Events_OfTheChannel_TellWhatChangedAndEndWithTheKey()
    {
        var name = Fresh();
        var secret = await api.KeyAsync(name);
        using var response = await api.SendAsync(HttpMethod.Get, $"/v1/channels/{Some.Broadcaster}/events", secret);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("event: missed", await NextAsync(reader, "event: "));

        var hold = await api.HoldAsync();
        string told;
        do told = await NextAsync(reader, "data: ");
        while (!told.Contains(hold.Id.Value, StringComparison.Ordinal));
        Assert.Contains("\"version\":1", told, StringComparison.Ordinal);

        Assert.True(await api.App.Services.GetRequiredService<ApiKeys>().RevokeAsync(name, default));
        await api.HoldAsync();
        string last;
        do last = await NextAsync(reader, "event: ");
        while (last != "event: over");
        Assert.DoesNotContain("event: ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SecondHoldOfASender_TellsOfTheFirst()
    {
        var secret = await KeyAsync();
        var first = await api.HoldAsync();
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{first.Id}/deny", secret, """{"sanction":{"kind":"none"}}"""), HttpStatusCode.OK);

        var background = (await GetAsync($"{Holds}/{(await api.HoldAsync()).Id}", secret)).GetProperty("background");

        Assert.InRange(background.GetProperty("record").GetProperty("acted").GetInt32(), 1, int.MaxValue);
        Assert.Equal(JsonValueKind.Array, background.GetProperty("before").ValueKind);
    }

    [Fact]
    public async Task Act_UnknownHold_IsA404() =>
        Assert.Contains("qqq", (await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/qqq/approve", await KeyAsync()), HttpStatusCode.NotFound)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task List_EndedHolds_AreFoundByState()
    {
        var secret = await KeyAsync();
        var hold = await api.HoldAsync();
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/approve", secret), HttpStatusCode.OK);

        Assert.Contains(hold.Id.Value, Ids(await GetAsync($"{Holds}?state=approved&limit=500", secret)));
        Assert.Contains(hold.Id.Value, Ids(await GetAsync($"{Holds}?state=all&limit=500&since=1h", secret)));
        Assert.DoesNotContain(hold.Id.Value, Ids(await GetAsync($"{Holds}?state=denied&limit=500", secret)));
        Assert.DoesNotContain(hold.Id.Value, Ids(await GetAsync($"{Holds}?limit=500", secret)));
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("holds").EnumerateArray().Select(hold => hold.GetProperty("id").GetString());

    private static async Task<string> NextAsync(StreamReader reader, string prefix)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await reader.ReadLineAsync(guard.Token) is { } line)
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal)) return line;
        }
        throw new EndOfStreamException(prefix);
    }

    private Task<string> KeyAsync(string role = "moderator", IEnumerable<string>? scopes = null) => api.KeyAsync(Fresh(), role, scopes);

    private static string Fresh() => string.Create(CultureInfo.InvariantCulture, $"key-{Guid.NewGuid():N}")[..30];

    private async Task<JsonElement> GetAsync(string path, string secret) => await ReadAsync(await api.SendAsync(HttpMethod.Get, path, secret), HttpStatusCode.OK);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>One ruling on everything of one person. Each test has a person of its own.</summary>
public sealed class ChatterApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string Channel = $"/v1/channels/{Some.Broadcaster}";

    private static int people;

    private readonly Chatter person = Some.Chatter($"person{Interlocked.Increment(ref people)}", id: $"8200{people:00000}");

    [Fact]
    public async Task Deny_ByLogin_DeniesEachAndSanctionsOnce()
    {
        var holds = new[] { await HoldAsync(), await HoldAsync(), await HoldAsync() };

        var answer = await ActAsync(person.Login.ToUpperInvariant(), "deny", await KeyAsync(), HttpStatusCode.OK, """{"sanction":{"kind":"timeout","seconds":60},"reason":"be kind"}""");

        Assert.Equal((3, 0, 0), Counts(answer));
        var each = answer.GetProperty("holds").EnumerateArray().ToArray();
        Assert.Equal(holds.Select(hold => (hold.Id.Value, "decided", "denied")), each.Select(one => (one.GetProperty("hold").GetProperty("id").GetString()!, one.GetProperty("outcome").GetString()!, one.GetProperty("hold").GetProperty("state").GetString()!)));
        Assert.Single(each, one => one.GetProperty("hold").GetProperty("resolution").TryGetProperty("sanction", out var sanction) && sanction.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task Approve_ById_LeavesWhatOthersSent()
    {
        var (own, others) = (await HoldAsync(), await api.HoldAsync());

        Assert.Equal((1, 0, 0), Counts(await ActAsync(person.Id.Value, "approve", await KeyAsync(), HttpStatusCode.OK)));

        Assert.Equal(HoldState.Approved, (await FindAsync(own)).State);
        Assert.True((await FindAsync(others)).IsOpen);
    }

    [Fact]
    public async Task Approve_NothingOpen_IsDoneAlready()
    {
        var hold = await HoldAsync();
        await ActAsync(person.Login, "approve", await KeyAsync(), HttpStatusCode.OK);

        Assert.Equal((0, 0, 0), Counts(await ActAsync(person.Login, "approve", await KeyAsync(), HttpStatusCode.OK)));
        Assert.Equal(HoldState.Approved, (await FindAsync(hold)).State);
    }

    [Fact]
    public async Task Deny_OneClaimedByAnother_SaysWhyItIsLeft()
    {
        var (claimed, free) = (await HoldAsync(), await HoldAsync());
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Channel}/holds/{claimed.Id}/claim", await KeyAsync()), HttpStatusCode.OK);

        var answer = await ActAsync(person.Login, "deny", await KeyAsync(), HttpStatusCode.OK);

        Assert.Equal((1, 0, 1), Counts(answer));
        var left = answer.GetProperty("holds")[0];
        Assert.Equal(("claimed", claimed.Id.Value), (left.GetProperty("outcome").GetString(), left.GetProperty("hold").GetProperty("id").GetString()));
        Assert.Contains("is claimed by api:", left.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HoldState.Denied, (await FindAsync(free)).State);
    }

    [Fact]
    public async Task Deny_OnTrial_ProposesAll()
    {
        var hold = await HoldAsync();

        Assert.Equal((0, 1, 0), Counts(await ActAsync(person.Login, "deny", await KeyAsync("trial"), HttpStatusCode.Accepted)));
        Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Deny_RoleThatMayDecideNone_IsForbiddenWithTheReason()
    {
        await HoldAsync();

        var refused = await ActAsync(person.Login, "deny", await KeyAsync("observer"), HttpStatusCode.Forbidden);

        Assert.Contains("needs the permission Deny", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deny_MoreThanTheRoleMakesAMinute_CountsWhatIsLeftAndThenIsA429()
    {
        for (var i = 0; i < 63; i++) await HoldAsync();
        var secret = await KeyAsync();

        var answer = await ActAsync(person.Login, "deny", secret, HttpStatusCode.OK);
        var again = await api.SendAsync(HttpMethod.Post, $"{Channel}/chatters/{person.Login}/holds/deny", secret);

        Assert.Equal((60, 0, 3), Counts(answer));
        Assert.InRange(answer.GetProperty("retry_after_seconds").GetDouble(), 1, 60);
        Assert.All(answer.GetProperty("holds").EnumerateArray().Skip(60), one => Assert.Equal(("too-many", "open"), (one.GetProperty("outcome").GetString(), one.GetProperty("hold").GetProperty("state").GetString())));
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        Assert.InRange(again.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Deny_LoginThatChangedHands_IsAConflictAndTouchesNobody()
    {
        var holds = new[] { await HoldAsync(), await api.HoldAsync(from: person with { Id = new ChatterId($"9{person.Id}") }) };

        var refused = await ActAsync(person.Login, "deny", await KeyAsync(), HttpStatusCode.Conflict);

        Assert.Equal("urn:modbot:problem:ambiguous", refused.GetProperty("type").GetString());
        foreach (var hold in holds) Assert.True((await FindAsync(hold)).IsOpen);
        Assert.Equal((1, 0, 0), Counts(await ActAsync(person.Id.Value, "deny", await KeyAsync(), HttpStatusCode.OK)));
    }

    [Fact]
    public async Task Deny_KeyThatMayNotRead_NeitherSeesTextNorName()
    {
        await HoldAsync("unspeakable");

        var answer = (await ActAsync(person.Id.Value, "deny", await KeyAsync(scopes: [ApiScope.ActOnHolds]), HttpStatusCode.OK)).ToString();

        Assert.DoesNotContain("unspeakable", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Login, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve", """{"sanction":{"kind":"ban"}}""")]
    [InlineData("approve", """{"permit_term":true}""")]
    [InlineData("deny", """{"permit_term":true}""")]
    [InlineData("deny", """{"expected_version":1}""")]
    [InlineData("deny", """{"sanction":{"kind":"flog"}}""")]
    [InlineData("deny", """{"sanctoin":{"kind":"ban"}}""")]
    public async Task Act_WrongWish_IsA400AndNothingHappens(string verb, string body)
    {
        var hold = await HoldAsync();

        await ActAsync(person.Login, verb, await KeyAsync("lead"), HttpStatusCode.BadRequest, body);

        Assert.True((await FindAsync(hold)).IsOpen);
    }

    private static (int Decided, int Proposed, int Left) Counts(JsonElement answer) =>
        (answer.GetProperty("decided").GetInt32(), answer.GetProperty("proposed").GetInt32(), answer.GetProperty("left").GetInt32());

    private Task<Hold> HoldAsync(string text = "rude") => api.HoldAsync(text, person);

    private async Task<Hold> FindAsync(Hold hold) => (await api.App.Services.GetRequiredService<IHoldStore>().FindAsync(hold.Broadcaster, hold.Id, default))!;

    private Task<string> KeyAsync(string role = "moderator", IEnumerable<string>? scopes = null) => api.KeyAsync(string.Create(CultureInfo.InvariantCulture, $"key-{Guid.NewGuid():N}")[..30], role, scopes);

    private async Task<JsonElement> ActAsync(string chatter, string verb, string secret, HttpStatusCode expected, string? body = null) =>
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Channel}/chatters/{chatter}/holds/{verb}", secret, body), expected);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}

using System.Net;
using System.Text.Json;
using ModBot.Host.Api.Keys;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>Settings, figures and the record. Each test has a host of its own: they change what the others would see.</summary>
public sealed class SettingApiTests : IAsyncLifetime
{
    private static readonly string Channel = $"/v1/channels/{Some.Broadcaster}";

    private readonly ApiFixture api = new();

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Patch_EveryPart_IsInForceAtOnceAndInTheRecord()
    {
        var secret = await api.KeyAsync("panel", "lead");
        var before = await SendAsync(HttpMethod.Get, $"{Channel}/settings", secret);

        var after = await SendAsync(HttpMethod.Patch, $"{Channel}/settings", secret, JsonSerializer.Serialize(new
        {
            expected_version = before.GetProperty("version").GetString(),
            mode = "hold",
            levels = new { swearing = 2 },
            terms = new { blocked = new { add = new[] { "zzrude", "zzbad" } }, permitted = new { add = new[] { "zzfine" } } },
            members = new Dictionary<string, string> { ["42"] = "trial" },
        }));

        Assert.Equal(("observe", "hold"), (before.GetProperty("mode").GetString(), after.GetProperty("mode").GetString()));
        Assert.Equal((0, 2), (Level(before, "swearing"), Level(after, "swearing")));
        Assert.Equal(["zzrude", "zzbad"], after.GetProperty("terms").GetProperty("blocked").GetProperty("own").EnumerateArray().Select(term => term.GetString()));
        Assert.Equal("trial", after.GetProperty("members").GetProperty("42").GetString());
        Assert.NotEqual(before.GetProperty("version").GetString(), after.GetProperty("version").GetString());

        var record = await RecordAsync(secret);
        Assert.Equal(["Levels.swearing", "Members.42", "Mode", "Rules.Terms.Blocked", "Rules.Terms.Permitted"], record.Select(row => row.GetProperty("subject").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(record, row => Assert.Equal(("api:panel", "machine", "Api"), (row.GetProperty("by").GetString(), row.GetProperty("by_kind").GetString(), row.GetProperty("source").GetString())));
        var mode = record.Single(row => row.GetProperty("subject").GetString() == "Mode");
        Assert.Equal(("Observe", "Hold"), (mode.GetProperty("before").GetString(), mode.GetProperty("after").GetString()));
    }

    [Theory]
    [InlineData("""{"levels":{"bullying":4,"nonsense":1}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"levels":{"bullying":5}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"destroy"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"hold","terms":{"blocked":{"add":["fine","  "]}}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"hold","terms":{"blocked":{"add":[null]}}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"hold","members":{"somebody":"trial"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"hold","members":{"5":"emperor"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"hold","members":{"5":null}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"hold","members":{"5":"broadcaster"}}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"mode":"hold","expected_version":"00000000"}""", HttpStatusCode.Conflict)]
    public async Task Patch_OnePartWrong_ChangesNothing(string body, HttpStatusCode expected)
    {
        var secret = await api.KeyAsync("panel", "lead");
        var before = await SendAsync(HttpMethod.Get, $"{Channel}/settings", secret);

        await SendAsync(HttpMethod.Patch, $"{Channel}/settings", secret, body, expected);

        Assert.Equal(before.ToString(), (await SendAsync(HttpMethod.Get, $"{Channel}/settings", secret)).ToString());
        Assert.Empty(await RecordAsync(secret));
    }

    [Theory]
    [InlineData("""{"mode":"hold"}""", "Levels")]
    [InlineData("""{"levels":{"bullying":1}}""", "Levels")]
    [InlineData("""{"terms":{"permitted":{"remove":["x"]}}}""", "Terms")]
    [InlineData("""{"members":{"5":"observer"}}""", "Roles")]
    public async Task Patch_RoleWithoutThePermission_IsForbidden(string body, string permission)
    {
        var refused = await SendAsync(HttpMethod.Patch, $"{Channel}/settings", await api.KeyAsync("panel", "moderator"), body, HttpStatusCode.Forbidden);

        Assert.Contains(permission, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_AfterDecisions_TellMachinesFromPeople()
    {
        var secret = await api.KeyAsync("panel");
        foreach (var verb in new[] { "approve", "deny", "note" }) await SendAsync(HttpMethod.Post, $"{Channel}/holds/{(await api.HoldAsync()).Id}/{verb}", secret, """{"text":"hm"}""");

        var total = (await SendAsync(HttpMethod.Get, $"{Channel}/stats?since=1d", secret)).GetProperty("total");

        Assert.Equal((3, 1, 2, 0, 0), (total.GetProperty("held").GetInt32(), total.GetProperty("open").GetInt32(), total.GetProperty("acted").GetInt32(), total.GetProperty("approved").GetInt32(), total.GetProperty("denied").GetInt32()));
    }

    [Fact]
    public async Task Audit_Texts_NeedTheScopeForThem()
    {
        await api.HoldAsync("unspeakable");
        var exporter = await api.KeyAsync("exporter", "lead", [ApiScope.Export]);
        var reader = await api.KeyAsync("reader", "lead", [ApiScope.Export, ApiScope.ReadHolds]);

        Assert.DoesNotContain("unspeakable", await (await api.SendAsync(HttpMethod.Get, $"{Channel}/audit?format=csv", exporter)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await SendAsync(HttpMethod.Get, $"{Channel}/audit?texts=true", exporter, expected: HttpStatusCode.Forbidden);
        Assert.Contains("unspeakable", await (await api.SendAsync(HttpMethod.Get, $"{Channel}/audit?texts=true&format=csv", reader)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_OfAKey_SayWhatItMay()
    {
        await api.HoldAsync();

        var channel = (await SendAsync(HttpMethod.Get, "/v1/channels", await api.KeyAsync("panel", "observer"))).GetProperty("channels")[0];

        Assert.Equal((Some.Broadcaster.Value, ApiFixture.Login, "observe", "observer"), (channel.GetProperty("id").GetString()!, channel.GetProperty("login").GetString(), channel.GetProperty("mode").GetString(), channel.GetProperty("role").GetString()));
        Assert.Equal(["view", "stats"], channel.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()));
        Assert.Equal(1, channel.GetProperty("open_holds").GetInt32());
    }

    private async Task<JsonElement[]> RecordAsync(string secret)
    {
        var lines = await (await api.SendAsync(HttpMethod.Get, $"{Channel}/audit", secret)).Content.ReadAsStringAsync();
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(row => row.GetProperty("kind").GetString() == "setting")];
    }

    private static int Level(JsonElement settings, string category) => settings.GetProperty("categories").GetProperty(category).GetProperty("level").GetInt32();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string secret, string? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var response = await api.SendAsync(method, path, secret, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>Every setting by its path, as the desk's page shows and changes them. Each test has a host of its own.</summary>
public sealed class SettingValueApiTests : IAsyncLifetime
{
    private const string ChannelFile = "channels/pixelharbor.json";
    private static readonly string Settings = $"/v1/channels/{Some.Broadcaster}/settings";

    private readonly ApiFixture api = new();

    private ChannelPolicy Policy => api.App.Services.GetRequiredService<PolicyBook>().Current.For(Some.Broadcaster);

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Get_EverySetting_SaysWhatItIsAndWhoSaysSo()
    {
        api.Configure(ChannelFile, """{ "Level": 3, "Levels": { "swearing": 2 }, "Trust": { "Contact": "ask in chat" } }""");

        var settings = (await api.ReadAsync(HttpMethod.Get, Settings, await api.KeyAsync("panel", "lead"))).GetProperty("settings").EnumerateArray().ToArray();

        Assert.Equal(KnownSettings.All.Select(setting => setting.Path), settings.Select(setting => setting.GetProperty("path").GetString()));
        Assert.Equal(("3", $"set in {ChannelFile}", "3", false), Told(settings, "Level"));
        Assert.Equal(("2", $"set in {ChannelFile}", "2", false), Told(settings, "Levels.swearing"));
        Assert.Equal(("3", "by the overall level", "3", false), Told(settings, "Levels.bullying"));
        Assert.Equal(("ask in chat", $"set in {ChannelFile}", "ask in chat", false), Told(settings, "Trust.Contact"));
        Assert.Equal(("", "default", "", false), Told(settings, "Preset"));
        Assert.Equal(["on", "off"], Setting(settings, "Ladder.Enabled").GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()));
        Assert.Equal(JsonValueKind.Null, Setting(settings, "Ladder.Steps").GetProperty("choices").ValueKind);
        Assert.All(settings, setting => Assert.True(setting.GetProperty("may_change").GetBoolean()));
    }

    [Fact]
    public async Task Get_RoleThatMayChangeSome_SaysWhich()
    {
        api.Configure("modbot.json", """{ "Moderation": { "Roles": { "tuner": { "Permissions": ["View", "Levels"] } } } }""");

        var settings = (await api.ReadAsync(HttpMethod.Get, Settings, await api.KeyAsync("panel", "tuner"))).GetProperty("settings").EnumerateArray();

        // What punishes people is for those who may do so themselves, and the shield for those who may put it up.
        Assert.Equal(
            ["Ladder.BanWithoutModerator", "Ladder.Enabled", "Ladder.Steps", "Shield.Enabled"],
            settings.Where(setting => !setting.GetProperty("may_change").GetBoolean()).Select(setting => setting.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_WhileTheShieldIsUp_TellsTheSettingsAndNotTheShield()
    {
        var secret = await api.KeyAsync("panel", "lead");
        var before = await api.ReadAsync(HttpMethod.Get, Settings, secret);

        api.App.Services.GetRequiredService<Shields>().Raise(Some.Broadcaster, null, new SettingSource(Actor.ModBot, SettingSurface.Chat), DateTimeOffset.UtcNow);

        Assert.Equal(before.ToString(), (await api.ReadAsync(HttpMethod.Get, Settings, secret)).ToString());
        await api.ReadAsync(HttpMethod.Patch, Settings, secret, $$"""{"expected_version":"{{before.GetProperty("version").GetString()}}","levels":{"bullying":3} }""");
        var change = (await api.ReadAsync(HttpMethod.Get, $"{Settings}/changes", secret)).GetProperty("changes").EnumerateArray().First(change => change.GetProperty("setting").GetString() == "Levels.bullying");
        Assert.Equal(before.GetProperty("categories").GetProperty("bullying").GetProperty("level").ToString(), change.GetProperty("before").GetString());
    }

    [Fact]
    public async Task Patch_Values_AreInForceAtOnceAndInTheRecord()
    {
        var secret = await api.KeyAsync("panel", "lead");

        var settings = (await api.ReadAsync(HttpMethod.Patch, Settings, secret, """
            {"mode":"hold","values":{"Ladder.Enabled":"on","Ladder.Steps":"warn, 10m, 1h","Trust.Public":"on","Trust.Contact":"ask in chat","Preset":"Family","Raids.Enabled":"off"}}
            """)).GetProperty("settings").EnumerateArray().ToArray();

        Assert.Equal((true, 3, true, "ask in chat", ModerationPreset.Family, false, ChannelMode.Hold), (
            Policy.Config.Ladder.Enabled, Policy.Config.Ladder.Steps.Count, Policy.Config.Trust.Public, Policy.Config.Trust.Contact, Policy.Config.Preset, Policy.Config.Raids.Enabled, Policy.Config.Mode));
        Assert.Equal(("warn, 10m, 1h", true), (Told(settings, "Ladder.Steps").Value, Told(settings, "Ladder.Steps").IsOwn));
        Assert.Equal("by the preset Family, which is set here", Told(settings, "Level").Origin);
        var changes = await ChangesAsync(secret);
        Assert.Equal(["Ladder.Enabled", "Ladder.Steps", "Mode", "Preset", "Raids.Enabled", "Trust.Contact", "Trust.Public"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("on", "off"), changes["Raids.Enabled"]);
        Assert.Equal((null, "Family"), changes["Preset"]);
    }

    [Fact]
    public async Task Patch_NullOverAConfigFile_LeavesItToTheFile()
    {
        var secret = await api.KeyAsync("panel", "lead");
        api.Configure(ChannelFile, """{ "Level": 3, "Raids": { "Enabled": false } }""");

        var set = (await api.ReadAsync(HttpMethod.Patch, Settings, secret, """{"values":{"Level":"1","Raids.Enabled":"on"}}""")).GetProperty("settings").EnumerateArray().ToArray();
        Assert.Equal(("1", $"set here; {ChannelFile} says \"3\"", "3", true), Told(set, "Level"));
        Assert.Equal((1, true), (Policy.Config.Level, Policy.Config.Raids.Enabled));

        var left = (await api.ReadAsync(HttpMethod.Patch, Settings, secret, """{"values":{"Level":null,"Raids.Enabled":null,"Preset":null}}""")).GetProperty("settings").EnumerateArray().ToArray();
        Assert.Equal(("3", $"set in {ChannelFile}", "3", false), Told(left, "Level"));
        Assert.Equal((3, false), (Policy.Config.Level, Policy.Config.Raids.Enabled));
        // Nothing was there to be left to the files, so nothing was changed.
        Assert.DoesNotContain("Preset", (await ChangesAsync(secret)).Keys);
        Assert.Equal(("1", null), (await ChangesAsync(secret))["Level"]);
    }

    [Theory]
    [InlineData("""{"values":{"Level":"1","Nonsense":"1"}}""", HttpStatusCode.BadRequest, "Nonsense")]
    [InlineData("""{"values":{"Level":"1","Members.5":"lead"}}""", HttpStatusCode.BadRequest, "Members.5")]
    [InlineData("""{"values":{"Level":"1","Ladder.Enabled":"maybe"}}""", HttpStatusCode.BadRequest, "Ladder.Enabled")]
    [InlineData("""{"values":{"Level":"7"}}""", HttpStatusCode.BadRequest, "Level")]
    [InlineData("""{"values":{"Level":"1","Preset":"Wild"}}""", HttpStatusCode.BadRequest, "Preset")]
    [InlineData("""{"values":{"Level":"1","Ladder.Steps":"ban, warn"}}""", HttpStatusCode.BadRequest, "Ladder.Steps")]
    [InlineData("""{"mode":"hold","values":{"Ladder.Steps":""}}""", HttpStatusCode.BadRequest, "Ladder.Steps")]
    [InlineData("""{"terms":{"blocked":{"add":["zzrude"]}},"values":{"SenderNotice.Held":"two\nlines"}}""", HttpStatusCode.BadRequest, "SenderNotice.Held")]
    [InlineData("""{"mode":"hold","values":{"Mode":"Enforce"}}""", HttpStatusCode.BadRequest, "twice")]
    [InlineData("""{"levels":{"bullying":1},"values":{"Levels.bullying":"2"}}""", HttpStatusCode.BadRequest, "twice")]
    [InlineData("""{"values":{"Raids.Enabled":false}}""", HttpStatusCode.BadRequest, "values")]
    [InlineData("""{"expected_version":"00000000","values":{"Level":"1"}}""", HttpStatusCode.Conflict, "version")]
    public async Task Patch_OneValueWrong_ChangesNothing(string body, HttpStatusCode expected, string said)
    {
        var secret = await api.KeyAsync("panel", "lead");
        var before = await api.ReadAsync(HttpMethod.Get, Settings, secret);

        var refused = await api.ReadAsync(HttpMethod.Patch, Settings, secret, body, expected);

        Assert.Contains(said, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before.ToString(), (await api.ReadAsync(HttpMethod.Get, Settings, secret)).ToString());
        Assert.Empty(await ChangesAsync(secret));
    }

    [Theory]
    [InlineData("moderator", """{"values":{"Level":"1"}}""", "Level")]
    [InlineData("tuner", """{"mode":"hold","values":{"Trust.Public":"on","Ladder.Enabled":"on"}}""", "Ladder.Enabled")]
    [InlineData("tuner", """{"values":{"Shield.Enabled":null}}""", "Shield.Enabled")]
    public async Task Patch_RoleThatMayNot_ChangesNothing(string role, string body, string path)
    {
        api.Configure("modbot.json", """{ "Moderation": { "Roles": { "tuner": { "Permissions": ["View", "Levels"] } } } }""");
        var secret = await api.KeyAsync("panel", role);

        var refused = await api.ReadAsync(HttpMethod.Patch, Settings, secret, body, HttpStatusCode.Forbidden);

        Assert.StartsWith($"{path}: The role {role}", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync(secret));
    }

    [Fact]
    public async Task Settings_ConfigFileOutOfOrder_AreTheLastGoodOnesAndStay()
    {
        var secret = await api.KeyAsync("panel", "lead");
        api.Configure(ChannelFile, """{ "Level": 3 }""");
        api.Configure(ChannelFile, """{ "Level": 9 }""");

        var settings = await api.ReadAsync(HttpMethod.Get, Settings, secret);
        Assert.Contains("out of order", settings.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(("3", null, null, false), Told([.. settings.GetProperty("settings").EnumerateArray()], "Level"));
        Assert.Equal("urn:modbot:problem:config", (await api.ReadAsync(HttpMethod.Patch, Settings, secret, """{"values":{"Level":"1"}}""", HttpStatusCode.Conflict)).GetProperty("type").GetString());
        Assert.Empty(await ChangesAsync(secret));

        // A file that is not even JSON hides its terms, too.
        api.Configure(ChannelFile, "{");
        Assert.Equal("urn:modbot:problem:config", (await api.ReadAsync(HttpMethod.Get, Settings, secret, expected: HttpStatusCode.Conflict)).GetProperty("type").GetString());
        await api.ReadAsync(HttpMethod.Patch, Settings, secret, """{"mode":"hold"}""", HttpStatusCode.Conflict);
        Assert.Empty(await ChangesAsync(secret));
    }

    private async Task<Dictionary<string, (string? Before, string? After)>> ChangesAsync(string secret)
    {
        var changes = new Dictionary<string, (string?, string?)>();
        // The latest first: the last of each setting stays.
        foreach (var change in (await api.ReadAsync(HttpMethod.Get, $"{Settings}/changes", secret)).GetProperty("changes").EnumerateArray()) changes.TryAdd(change.GetProperty("setting").GetString()!, (change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
        return changes;
    }

    private static JsonElement Setting(IEnumerable<JsonElement> settings, string path) => settings.Single(setting => setting.GetProperty("path").GetString() == path);

    private static (string? Value, string? Origin, string? LeftToFiles, bool IsOwn) Told(IEnumerable<JsonElement> settings, string path)
    {
        var setting = Setting(settings, path);
        return (setting.GetProperty("value").GetString(), setting.GetProperty("origin").GetString(), setting.GetProperty("left_to_files").GetString(), setting.GetProperty("is_own").GetBoolean());
    }
}

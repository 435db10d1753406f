using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;
using ModBot.Host.Tests.Web;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Tests.Api;

/// <summary>Trying levels by API: what comes back is what the page's desk says. Each test begins with bullying at level 3 in the second channel, and with nothing held or said in the last week. The bed is their own: they move its clock by days.</summary>
public sealed class SimulateApiTests(ReviewBed bed) : IClassFixture<ReviewBed>, IAsyncLifetime
{
    private static readonly string[] Figures = [ApiScope.ReadStats];
    private static readonly string[] Texts = [ApiScope.ReadStats, ApiScope.ReadHolds];

    public async Task InitializeAsync()
    {
        var admin = new SettingSource(new Actor(new ChatterId("admin"), "admin"), SettingSurface.CommandLine);
        await bed.Get<ChannelSettings>().SetLevelAsync(bed.Other, Category.Bullying, 3, LevelNow, admin, CancellationToken.None);
        bed.Get<PolicyReloadWorker>().ReloadNow();
        bed.Desk.Skip(TimeSpan.FromDays(9));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Simulate_LooserLevel_SaysWhatThePageSays()
    {
        await bed.Get<IChatCountStore>().AddAsync(bed.Other, Today, new Dictionary<string, long> { ["messages"] = 2000, ["bullying:2"] = 5, ["bullying:3"] = 7 }, CancellationToken.None);
        var missed = await bed.DecidedAsync(bed.Other, ScoreAt(3), RulingVerb.Deny, ReviewBed.Evil);
        var spared = await bed.DecidedAsync(bed.Other, ScoreAt(3), RulingVerb.Approve);
        await bed.DecidedAsync(bed.Other, ScoreAt(1), RulingVerb.Deny);
        await bed.DecidedAsync(bed.Other, ScoreAt(3), verb: null);

        var trial = await TryAsync("""{"levels":{"bullying":2},"days":7}""");

        var page = await bed.Get<LevelDesk>().TryAsync(bed.Other, 7, new Dictionary<Category, int> { [Category.Bullying] = 2 }, withExamples: true, CancellationToken.None);
        var expected = page.Simulation.Rows.Single(row => row.Category == Category.Bullying);
        Assert.Equal((4, 2, 1, 1), (expected.Before.Held, expected.Before.Denied, expected.Before.Approved, expected.Before.Undecided));
        var row = trial.GetProperty("categories").EnumerateArray().Single(each => each.GetProperty("category").GetString() == "bullying");
        Assert.Equal((3, 2), (row.GetProperty("level_before").GetInt32(), row.GetProperty("level_after").GetInt32()));
        Assert.Equal((expected.Before, expected.After), (Counts(row, "before"), Counts(row, "after")));
        Assert.Equal((page.Simulation.Before, page.Simulation.After), (Counts(trial, "before"), Counts(trial, "after")));
        Assert.Equal((7, 2000), (trial.GetProperty("days").GetInt32(), trial.GetProperty("messages").GetInt32()));
        Assert.Equal((12, 0.006, 5, 0.0025), (Part(row, "chat_before").Messages, Part(row, "chat_before").Share, Part(row, "chat_after").Messages, Part(row, "chat_after").Share));
        Assert.Equal((expected.ChatBefore, expected.ChatAfter), (Part(row, "chat_before").Messages, Part(row, "chat_after").Messages));
        Assert.Equal(page.Examples.Select(hold => hold.Code.Value), Examples(trial).Select(hold => hold.GetProperty("code").GetString()));
        Assert.Equal((missed.Id.Value, "denied", spared.Id.Value), (Examples(trial)[0].GetProperty("id").GetString(), Examples(trial)[0].GetProperty("state").GetString(), Examples(trial)[1].GetProperty("id").GetString()));
        Assert.Equal(3, LevelNow);
    }

    [Fact]
    public async Task Simulate_MostlyApproved_ProposesWithTheEvidence()
    {
        for (var i = 0; i < 25; i++) await bed.DecidedAsync(bed.Other, ScoreAt(3), RulingVerb.Approve);

        var proposal = Assert.Single((await TryAsync("""{"days":7}""")).GetProperty("proposals").EnumerateArray());

        Assert.Equal(("bullying", 3, 2), (proposal.GetProperty("category").GetString(), proposal.GetProperty("from").GetInt32(), proposal.GetProperty("to").GetInt32()));
        Assert.StartsWith("moderators approved 25 of 25 decided holds", proposal.GetProperty("evidence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_NoChatCounted_SaysNothingOfItsShare()
    {
        var trial = await TryAsync("""{"levels":{"swearing":1},"days":7}""");

        Assert.Equal(0, trial.GetProperty("messages").GetInt32());
        Assert.All(trial.GetProperty("categories").EnumerateArray(), row => Assert.Equal(JsonValueKind.Null, row.GetProperty("chat_after").ValueKind));
        Assert.Contains("swearing", trial.GetProperty("categories").EnumerateArray().Select(row => row.GetProperty("category").GetString()));
    }

    [Fact]
    public async Task Simulate_NothingNamed_IsWhatIsInForceOnThirtyDays()
    {
        var trial = await TryAsync("{}");

        Assert.Equal(30, trial.GetProperty("days").GetInt32());
        Assert.All(trial.GetProperty("categories").EnumerateArray(), row => Assert.Equal(row.GetProperty("level_before").GetInt32(), row.GetProperty("level_after").GetInt32()));
        Assert.Empty(Examples(trial));
    }

    [Fact]
    public async Task Simulate_Examples_AreForThoseWhoMayViewAndTextsForThoseWhoMayReadHolds()
    {
        var hold = await bed.DecidedAsync(bed.Desk.Channel, ScoreAt(4), RulingVerb.Deny, ReviewBed.Evil);
        const string body = """{"levels":{"bullying":0},"days":7}""";
        await SetLevelAsync(bed.Desk.Channel, 4);
        try
        {
            var reference = Assert.Single(Examples(await TryAsync(body, channel: bed.Desk.Channel)));
            var full = Assert.Single(Examples(await TryAsync(body, scopes: Texts, channel: bed.Desk.Channel)));
            var without = await TryAsync(body, "counter", Texts, bed.Desk.Channel);

            Assert.Equal((hold.Id.Value, JsonValueKind.Null), (reference.GetProperty("id").GetString(), reference.GetProperty("content").ValueKind));
            Assert.Equal(ReviewBed.Evil, full.GetProperty("content").GetProperty("text").GetString());
            Assert.Empty(Examples(without));
            Assert.Equal(1, without.GetProperty("before").GetProperty("denied").GetInt32());
        }
        finally
        {
            await SetLevelAsync(bed.Desk.Channel, 0);
        }
    }

    [Theory]
    [InlineData("""{"levels":{"nonsense":1}}""", "nonsense")]
    [InlineData("""{"levels":{"bullying":5}}""", "0 to 4")]
    [InlineData("""{"levels":{"bullying":-1}}""", "0 to 4")]
    [InlineData("""{"levels":{"bullying":null}}""", "bullying")]
    [InlineData("""{"days":31}""", "7, 30, 90")]
    [InlineData("""{"days":0}""", "7, 30, 90")]
    [InlineData("""{"level":{"bullying":2}}""", "level")]
    [InlineData("null", "")]
    [InlineData("", "")]
    public async Task Simulate_Nonsense_IsAProblem(string body, string says)
    {
        var problem = await TryAsync(body, expected: HttpStatusCode.BadRequest);

        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_CategoryWithARawThreshold_SaysThatNoLevelCounts()
    {
        var path = bed.Get<ChannelSettings>().PathOf(bed.Other);
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        settings["Thresholds"] = new JsonObject { ["politics"] = 0.5 };
        await File.WriteAllTextAsync(path, settings.ToJsonString());
        bed.Get<PolicyReloadWorker>().ReloadNow();

        var problem = await TryAsync("""{"levels":{"bullying":2,"politics":2}}""", expected: HttpStatusCode.BadRequest);

        Assert.Contains("A raw threshold in the config files decides on politics", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_RoleWithoutStats_IsRefused()
    {
        var problem = await TryAsync("{}", "watcher", channel: bed.Desk.Channel, expected: HttpStatusCode.Forbidden);

        Assert.Contains("Stats", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private int LevelNow => bed.Get<PolicyBook>().Current.For(bed.Other).LevelOf(Category.Bullying);

    private DateOnly Today => DateOnly.FromDateTime(bed.Get<TimeProvider>().GetUtcNow().UtcDateTime);

    /// <summary>A score that this level holds and no lower one.</summary>
    private float ScoreAt(int level) => bed.Get<LevelThresholds>().For(Category.Bullying, level);

    private async Task SetLevelAsync(BroadcasterId channel, int level)
    {
        var admin = new SettingSource(new Actor(new ChatterId("admin"), "admin"), SettingSurface.CommandLine);
        await bed.Get<ChannelSettings>().SetLevelAsync(channel, Category.Bullying, level, bed.Get<PolicyBook>().Current.For(channel).LevelOf(Category.Bullying), admin, CancellationToken.None);
        bed.Get<PolicyReloadWorker>().ReloadNow();
    }

    private async Task<JsonElement> TryAsync(string body, string role = "observer", string[]? scopes = null, BroadcasterId? channel = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = await bed.ClientAsync(role, scopes ?? Figures, channel ?? bed.Other);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await client.PostAsync(new Uri("simulate", UriKind.Relative), content);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(expected == reply.StatusCode, $"{reply.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static JsonElement[] Examples(JsonElement trial) => [.. trial.GetProperty("examples").EnumerateArray()];

    private static OutcomeCounts Counts(JsonElement from, string name) =>
        new(from.GetProperty(name).GetProperty("approved").GetInt32(), from.GetProperty(name).GetProperty("denied").GetInt32(), from.GetProperty(name).GetProperty("undecided").GetInt32());

    private static (long Messages, double Share) Part(JsonElement row, string name) => (row.GetProperty(name).GetProperty("messages").GetInt64(), row.GetProperty(name).GetProperty("share").GetDouble());
}

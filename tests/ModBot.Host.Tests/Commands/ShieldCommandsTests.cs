using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Host.Commands;
using ModBot.Host.Health;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

public sealed class ShieldCommandsTests : IDisposable
{
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly TestMeters meters = new();
    private readonly RecordingGuard twitch = new();
    private readonly InMemorySettingLog log = new();
    private readonly RecordingEnforcer enforcer = new();
    private PolicyBook policies = null!;
    private Shields shields = null!;
    private ChatCommandHandler handler = null!;

    public ShieldCommandsTests() => Use(new ShieldConfig { SlowMode = TimeSpan.FromSeconds(30), FollowersOnly = TimeSpan.FromHours(2), TwitchShieldMode = true });

    public void Dispose() => meters.Dispose();

    [Theory]
    [InlineData("on", "The shield is up for 60 min: a moderator wants it. Every level is 4 at least, first messages are held; on Twitch: slow mode 30 s, followers of 2 h only, Shield Mode.")]
    [InlineData("on 10m", "The shield is up for 10 min: a moderator wants it. Every level is 4 at least, first messages are held; on Twitch: slow mode 30 s, followers of 2 h only, Shield Mode.")]
    public async Task On_ByAModerator_IsUpOnTwitchToo(string command, string expected)
    {
        Assert.Equal(expected, await AskAsync(command));

        Assert.Equal("test+shield", policies.For(Some.Broadcaster).Version);
        Assert.Equal(["SlowMode=30 FollowersOnly=120 TwitchShieldMode=0"], twitch.Acts);
        Assert.Equal(expected, await AskAsync("status"));
    }

    [Fact]
    public async Task Off_AfterOn_PutsTwitchBackAndSaysHowLongItRests()
    {
        await AskAsync("on");

        Assert.Equal("The shield is down. It does not come up by itself for 60 min.", await AskAsync("off"));

        Assert.Empty(twitch.Limits);
        Assert.Equal("The shield is down already.", await AskAsync("off"));
        Assert.Equal(["down -> up: a moderator wants it", "up -> down: a moderator wants it"], (await log.ListAsync(Some.Broadcaster)).Select(change => $"{change.Before} -> {change.After}"));
        Assert.All(await log.ListAsync(Some.Broadcaster), change => Assert.Equal(("quietlantern", SettingSurface.Chat, "Shield"), (change.By.Login, change.Surface, change.Setting)));
    }

    [Fact]
    public async Task Status_SurgeThatModBotSaw_SaysWhyAndForHowLong()
    {
        Use(new ShieldConfig { HoldNewcomers = false, Level = 3 });
        Assert.Equal("The shield is down.", await AskAsync("status"));
        shields.See(Some.Broadcaster, SurgeSign.NewChatters, time.GetUtcNow());

        Assert.Equal("The shield is up for 5 min more unless the surge goes on: many new chatters at once. Every level is 3 at least.", await AskAsync(""));
    }

    [Fact]
    public async Task On_ScopeMissing_SaysWhatIsNotDone()
    {
        twitch.Forbidden.Add(ChatLimit.TwitchShieldMode);

        Assert.EndsWith("on Twitch: slow mode 30 s, followers of 2 h only. Not done: Shield Mode, for the scope is missing.", await AskAsync("on"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Off_TwitchAway_SaysThatItGoesOnTrying()
    {
        await AskAsync("on");
        twitch.IsAway = true;

        Assert.Contains("not put back yet", await AskAsync("off"), StringComparison.Ordinal);
        Assert.Contains("could not be put back", (await new ShieldHealthCheck(shields).CheckHealthAsync(null!)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_ShieldUp_SaysSoAndIsWell()
    {
        await AskAsync("on");

        var health = await new ShieldHealthCheck(shields).CheckHealthAsync(null!);

        Assert.Equal((Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, "The shield is up in 1 channel."), (health.Status, health.Description));
    }

    [Theory]
    [InlineData("on 2h", "The shield stays up for 1 s to 60 min")]
    [InlineData("on 0", "The shield stays up for 1 s to 60 min")]
    [InlineData("on soon", "Type !mod shield")]
    [InlineData("up", "Type !mod shield")]
    public async Task Shield_BadArguments_SaysWhatIsPossible(string command, string expected)
    {
        Assert.StartsWith(expected, await AskAsync(command), StringComparison.Ordinal);

        Assert.False(shields.Of(Some.Broadcaster).IsUp);
    }

    [Fact]
    public async Task On_ConfigWithoutAShield_SaysSo()
    {
        Use(new ShieldConfig { Enabled = false });

        Assert.Equal("This channel's config has no shield.", await AskAsync("on"));
    }

    [Fact]
    public async Task On_ByATrialModerator_IsSilent() => Assert.Null(await AskAsync("on", "810000010"));

    private void Use(ShieldConfig shield)
    {
        policies = SomePolicy.Book(new ModerationConfig { Mode = ChannelMode.Hold, Shield = shield, Members = new Dictionary<string, string> { ["810000010"] = "trial" } });
        shields = new Shields(policies, new ShieldMetrics(meters), NullLogger<Shields>.Instance);
        var keeper = new ShieldKeeper(shields, new InMemoryShieldStore(), twitch, log, enforcer, policies, time, NullLogger<ShieldKeeper>.Instance);
        handler = new ChatCommandHandler(new CommandTable([new ShieldCommands(shields, keeper, time)]), policies, enforcer, NullLogger<ChatCommandHandler>.Instance);
    }

    private Task<string?> AskAsync(string command, string id = "810000003") =>
        handler.AnswerAsync(Some.Message($"!mod shield {command}", Some.Chatter("quietlantern", Badges.Moderator, id)), default);
}

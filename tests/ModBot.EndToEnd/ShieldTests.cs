using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Workers;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;

namespace ModBot.EndToEnd;

/// <summary>A hate raid from its first message until chat is as it was before.</summary>
public sealed class ShieldTests
{
    private const string Plan = """
        { "Shield": { "SlowMode": "00:00:30", "FollowersOnly": "00:10:00", "TwitchShieldMode": true, "CalmFor": "00:01:00", "Announce": true } }
        """;

    [Fact]
    public async Task Raid_OfFortyNewAccounts_PutsTheShieldUpAndCalmPutsEverythingBack()
    {
        var clock = new LeapingClock();
        await using var bot = await StartAsync(clock);
        // One's own slow mode is milder than the plan's, one's own followers mode stricter.
        bot.Sandbox.Chat.ChangeSettings(DefaultWorld.Channel, settings => settings with { SlowMode = true, SlowModeWaitTime = 3, FollowerMode = true, FollowerModeDuration = 60 });
        var before = bot.Sandbox.Chat.Settings(DefaultWorld.Channel);

        Raid(bot);
        await BotFixture.UntilAsync(() => bot.Sandbox.Trust.Shield(DefaultWorld.Channel).IsActive);
        Assert.Equal(before with { SlowModeWaitTime = 30 }, bot.Sandbox.Chat.Settings(DefaultWorld.Channel));
        Assert.StartsWith("The shield is up for ", await bot.AskAsync(DefaultWorld.Moderator, "shield status"), StringComparison.Ordinal);

        clock.Leap(TimeSpan.FromMinutes(2));
        await BotFixture.UntilAsync(() => bot.Sandbox.Chat.Settings(DefaultWorld.Channel) == before && !bot.Sandbox.Trust.Shield(DefaultWorld.Channel).IsActive);
        await SaidAsync(bot, "The shield is up: a raid.");
        await SaidAsync(bot, "The shield is down: it is calm again.");
        Assert.DoesNotContain(bot.Sandbox.Events.Recent, happened => happened is UserRestricted);
    }

    [Fact]
    public async Task Restart_WhileTheShieldIsUp_PutsBackWhatNobodyElseChanged()
    {
        var clock = new LeapingClock();
        await using var bot = await StartAsync(clock);
        await bot.AskAsync(DefaultWorld.Moderator, "shield on 10m");
        Assert.True(bot.Sandbox.Trust.Shield(DefaultWorld.Channel).IsActive);

        await bot.StopBotAsync();
        bot.Sandbox.Chat.ChangeSettings(DefaultWorld.Channel, settings => settings with { FollowerModeDuration = 1440 }, DefaultWorld.LeadModerator);
        clock.Leap(TimeSpan.FromMinutes(11));
        await bot.StartBotAsync(add: services => services.AddSingleton<TimeProvider>(clock));

        await BotFixture.UntilAsync(() => !bot.Sandbox.Trust.Shield(DefaultWorld.Channel).IsActive && !bot.Sandbox.Chat.Settings(DefaultWorld.Channel).SlowMode);
        Assert.Equal((true, 1440), (bot.Sandbox.Chat.Settings(DefaultWorld.Channel).FollowerMode, bot.Sandbox.Chat.Settings(DefaultWorld.Channel).FollowerModeDuration));
    }

    [Fact]
    public async Task TwitchsShieldMode_EndedByAPerson_TakesTheShieldDown()
    {
        await using var bot = await StartAsync(new LeapingClock());
        await bot.AskAsync(DefaultWorld.Moderator, "shield on");

        bot.Sandbox.Trust.SetShield(DefaultWorld.Channel, DefaultWorld.LeadModerator, false);

        await BotFixture.UntilAsync(() => !bot.Sandbox.Chat.Settings(DefaultWorld.Channel).SlowMode);
        Assert.Contains("does not come up by itself", await bot.AskAsync(DefaultWorld.Moderator, "shield"), StringComparison.Ordinal);
    }

    /// <summary>A bot that has come to know the channel's regulars.</summary>
    private static async Task<BotFixture> StartAsync(LeapingClock clock)
    {
        var bot = await BotFixture.StartAsync(sandbox: new SandboxOptions { TimeProvider = clock }, add: services => services.AddSingleton<TimeProvider>(clock));
        await bot.ConfigureAsync(Plan);
        bot.Bot.Services.GetRequiredService<PolicyReloadWorker>().ReloadNow();
        for (var i = 0; i < 40; i++) bot.Sandbox.Chat.AddUser($"regular{i}");
        for (var i = 0; i < 200; i++) bot.Say($"regular{i % 40}", $"good evening number {i} of this fine day");
        await bot.AskAsync(DefaultWorld.Moderator, "queue");
        clock.Leap(TimeSpan.FromMinutes(6));
        bot.Say("regular1", "what a jump");
        await bot.AskAsync(DefaultWorld.Moderator, "queue");
        return bot;
    }

    private static void Raid(BotFixture bot)
    {
        for (var i = 0; i < 40; i++)
        {
            bot.Sandbox.Chat.AddUser($"raider{i}");
            bot.Sandbox.Chat.Post(DefaultWorld.Channel, $"raider{i}", $"nobody wants this channel, leave now {i}");
        }
    }

    private static async Task SaidAsync(BotFixture bot, string text)
    {
        using var guard = new CancellationTokenSource(BotFixture.Guard);
        await bot.Sandbox.Events.WaitForAsync<MessagePosted>(posted => posted.Message.Body == text, guard.Token);
    }

    /// <summary>The machine's clock, put forward by what a test does not want to wait for. Timers run as ever.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private TimeSpan leapt;

        public void Leap(TimeSpan by) => leapt += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + leapt;
    }
}

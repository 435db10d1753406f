using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Sandbox.Chat;
using ModBot.Testing;
using ModBot.Twitch;

namespace ModBot.EndToEnd;

/// <summary>What happens while something that the bot needs is away, and after it came back.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Redis_DownInTheMiddle_FlaggedMessagesWaitAndAreHeldWhenItIsBack()
    {
        using var redis = new RedisServerFixture();
        await redis.InitializeAsync();
        try
        {
            await using var bot = await BotFixture.StartAsync(settings: RedisSettings(redis));
            await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude before"));
            await redis.KillAsync();

            var during = bot.Say(DefaultWorld.RudeViewer, "zzrude during");
            await BotFixture.UntilAsync(async () => await ReadyAsync(bot) == HttpStatusCode.ServiceUnavailable ? "red" : null);
            Assert.Equal("The hold store is away just now; please try again in a moment.", await bot.AskAsync(DefaultWorld.Moderator, "queue"));
            Assert.Equal(MessageStatus.Visible, bot.StatusOf(during)); // what is not recorded is not deleted

            await redis.StartAsync();
            await bot.HoldOfAsync(during, hold => hold.Kind == HoldKind.Deleted);
            Assert.StartsWith("2 held", await bot.AskAsync(DefaultWorld.Moderator, "queue"), StringComparison.Ordinal);
            await BotFixture.UntilAsync(async () => await ReadyAsync(bot) == HttpStatusCode.OK ? "green" : null);
        }
        finally
        {
            await redis.DisposeAsync();
        }
    }

    [Fact]
    public async Task EventSub_Down_ChatIsReadOverIrcUntilItIsBack()
    {
        await using var bot = await BotFixture.StartAsync(settings: new Dictionary<string, string?> { ["Twitch:IrcFallbackAfter"] = "00:00:01" });
        bot.Sandbox.Faults.CloseEventSub();

        await bot.SayUntilHeldAsync(DefaultWorld.RudeViewer, "zzrude over IRC");
        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude once more"), hold => hold.Kind == HoldKind.Deleted);
        var health = bot.Bot.Services.GetRequiredService<TwitchHealth>();
        Assert.True(health.Current is { Connected: false, ReadsOverIrc: true });

        bot.Sandbox.Faults.CloseEventSub(false);
        await BotFixture.UntilAsync(() => health.Current.IsHealthy);
        await BotFixture.UntilAsync(() => bot.Sandbox.Faults.IrcConnectionCount == 0);
        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude over EventSub"), hold => hold.Kind == HoldKind.Deleted);
    }

    [Fact]
    public async Task Conduit_EveryConnectionDropped_TheShardsComeBackWithTheirSubscriptions()
    {
        await using var bot = await BotFixture.StartAsync(settings: new Dictionary<string, string?> { ["Twitch:Conduit:Enabled"] = "true", ["Twitch:Conduit:Shards"] = "2" });
        Assert.Equal(2, bot.Sandbox.Faults.Sessions.Count);
        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude before"), hold => hold.Kind == HoldKind.Deleted);
        var before = bot.Sandbox.Faults.EnabledSubscriptions;

        bot.Sandbox.Faults.DropSockets();

        await bot.SayUntilHeldAsync(DefaultWorld.RudeViewer, "zzrude after");
        await BotFixture.UntilAsync(() => bot.Sandbox.Faults.Sessions.Count == 2);
        Assert.Equal(before.Order(), bot.Sandbox.Faults.EnabledSubscriptions.Order());
    }

    [Fact]
    public async Task Redis_DownAtStart_TheBotStartsRedAndHoldsWhenItComes()
    {
        using var redis = new RedisServerFixture();
        await redis.InitializeAsync();
        try
        {
            await redis.KillAsync();
            await using var bot = await BotFixture.StartAsync(settings: RedisSettings(redis));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(bot));
            var message = bot.Say(DefaultWorld.RudeViewer, "zzrude early");

            await redis.StartAsync();

            await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);
        }
        finally
        {
            await redis.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("""{"metadata":{"message_id":"1","message_type":"session_party","message_timestamp":"2026-09-03T18:04:10.634234626Z"},"payload":{}}""")]
    [InlineData("""{"metadata":{"message_id":"2","message_type":"notification","message_timestamp":"2026-09-03T18:04:10.634234626Z","subscription_type":"channel.unheard.of","subscription_version":"9"},"payload":{"event":{}}}""")]
    [InlineData("""{"metadata":{"message_id":"3","message_type":"notification"}}""")]
    [InlineData("[]")]
    [InlineData("not json at all")]
    public async Task EventSub_UnknownOrBrokenFrame_IsSkippedAndTheNextMessageIsHeld(string frame)
    {
        await using var bot = await BotFixture.StartAsync();

        bot.Sandbox.Faults.SendRawFrame(frame);

        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude after"));
    }

    [Fact]
    public async Task Helix_FailsForAWhile_TheDeleteIsTriedAgain()
    {
        await using var bot = await BotFixture.StartAsync();
        bot.Sandbox.Faults.FailHelix(2, 503, "/moderation/chat");

        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude"), hold => hold.Kind == HoldKind.Deleted);
    }

    [Fact]
    public async Task Notification_DeliveredTwice_IsHeldOnce()
    {
        await using var bot = await BotFixture.StartAsync();
        bot.Sandbox.Faults.DuplicateNotifications(1, newMessageId: true);

        await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "zzrude"));

        Assert.StartsWith("1 held", await bot.AskAsync(DefaultWorld.Moderator, "queue"), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> RedisSettings(RedisServerFixture redis) => new() { ["Store"] = "Redis", ["Redis:Configuration"] = redis.Configuration };

    private static async Task<HttpStatusCode> ReadyAsync(BotFixture bot)
    {
        using var http = new HttpClient();
        return (await http.GetAsync(new Uri($"{bot.Bot.Urls.First()}/readyz"))).StatusCode;
    }
}

using ModBot.Holds;
using ModBot.Sandbox.Chat;

namespace ModBot.EndToEnd;

/// <summary>A message's whole way: chat, hold, a moderator's command, and back to chat.</summary>
public sealed class ModerationTests
{
    [Fact]
    public async Task FlaggedMessage_InModeHold_IsDeletedAndComesBackAsAQuoteWhenApproved()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "a zzrude thing");
        var hold = await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);
        Assert.Equal(MessageStatus.Deleted, bot.StatusOf(message));

        Assert.Equal($"{hold.Code} approved.", await bot.AskAsync(DefaultWorld.Moderator, $"approve {hold.Code}"));

        var approved = await bot.HoldOfAsync(message, hold => hold.Quote is not null);
        Assert.Equal("GravelGoblin (approved): “a zzrude thing”", bot.Sandbox.Chat.FindMessage(approved.Quote!.Value.Value)!.Body);
    }

    [Fact]
    public async Task DeniedMessage_WithTimeout_TimesTheSenderOutAndUndoLiftsIt()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "z z r u d e");
        var hold = await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);

        await bot.AskAsync(DefaultWorld.Moderator, $"deny {hold.Code} timeout 10m");
        await BotFixture.UntilAsync(() => bot.Sandbox.Chat.RestrictionOf(DefaultWorld.Channel, DefaultWorld.RudeViewer) is not null);

        Assert.Equal($"{hold.Code} open again.", await bot.AskAsync(DefaultWorld.LeadModerator, $"undo {hold.Code}"));
        await BotFixture.UntilAsync(() => bot.Sandbox.Chat.RestrictionOf(DefaultWorld.Channel, DefaultWorld.RudeViewer) is null);
    }

    [Fact]
    public async Task FlaggedMessage_InModeObserve_StaysVisibleUntilItIsDenied()
    {
        await using var bot = await BotFixture.StartAsync("Observe");
        var message = bot.Say(DefaultWorld.RudeViewer, "zzrude");
        var hold = await bot.HoldOfAsync(message);
        Assert.Equal((HoldKind.Flagged, MessageStatus.Visible), (hold.Kind, bot.StatusOf(message)));

        await bot.AskAsync(DefaultWorld.Moderator, $"deny {hold.Code}");

        await BotFixture.UntilAsync(() => bot.StatusOf(message) == MessageStatus.Deleted);
    }

    [Theory]
    [InlineData("approve", MessageStatus.Visible)]
    [InlineData("deny", MessageStatus.Denied)]
    public async Task TwitchsOwnHold_InTheSameQueue_IsResolvedOnTwitch(string verb, MessageStatus expected)
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "you are a complete dummkopf");
        Assert.Equal(MessageStatus.Held, bot.StatusOf(message));
        var hold = await bot.HoldOfAsync(message);
        Assert.Equal(HoldKind.Twitch, hold.Kind);

        await bot.AskAsync(DefaultWorld.Moderator, $"{verb} {hold.Code}");

        await BotFixture.UntilAsync(() => bot.StatusOf(message) == expected);
    }

    [Fact]
    public async Task TwitchsOwnHold_DecidedInTwitchsInterface_ClosesHereToo()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "you are a complete dummkopf");
        await bot.HoldOfAsync(message);

        bot.Sandbox.Moderation.ResolveHeld(DefaultWorld.LeadModerator, message.Value, allow: false);

        var closed = await bot.HoldOfAsync(message, hold => !hold.IsOpen);
        Assert.Equal((HoldState.Denied, DefaultWorld.LeadModerator), (closed.State, closed.Resolution!.By.Login));
    }

    [Fact]
    public async Task VisibleMessage_DeletedInTwitchsInterface_ClosesHereInThatModeratorsName()
    {
        await using var bot = await BotFixture.StartAsync("Observe");
        var message = bot.Say(DefaultWorld.RudeViewer, "zzrude");
        var hold = await bot.HoldOfAsync(message);

        bot.Sandbox.Moderation.Delete(DefaultWorld.Channel, DefaultWorld.LeadModerator, message.Value);

        await bot.HoldOfAsync(message, closed => !closed.IsOpen);
        Assert.Contains($"handled by {DefaultWorld.LeadModerator} on Twitch", await bot.AskAsync(DefaultWorld.Moderator, $"why {hold.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chatter_BannedInTwitchsInterface_ClosesAllTheirHolds()
    {
        await using var bot = await BotFixture.StartAsync();
        ChatMessageId[] messages = [bot.Say(DefaultWorld.RudeViewer, "zzrude one"), bot.Say(DefaultWorld.RudeViewer, "zzrude two"), bot.Say(DefaultWorld.RudeViewer, "you are a complete dummkopf")];
        foreach (var message in messages) await bot.HoldOfAsync(message);

        bot.Sandbox.Moderation.Restrict(DefaultWorld.Channel, DefaultWorld.LeadModerator, DefaultWorld.RudeViewer, duration: null);

        foreach (var message in messages)
        {
            var closed = await bot.HoldOfAsync(message, hold => !hold.IsOpen);
            Assert.Equal((HoldState.Denied, DefaultWorld.LeadModerator), (closed.State, closed.Resolution!.By.Login));
        }
    }

    [Fact]
    public async Task ModeratorsText_ThatIsFlagged_IsNotTouched()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.Moderator, "he said zzrude");
        bot.Say(DefaultWorld.Viewer, "hello");

        await bot.AskAsync(DefaultWorld.Moderator, "queue");

        Assert.Equal(MessageStatus.Visible, bot.StatusOf(message));
    }

    [Fact]
    public async Task Levels_ChangedFromChatAndByFile_ApplyWhileItRuns()
    {
        await using var bot = await BotFixture.StartAsync();
        Assert.Equal("bullying: level 0 -> 4.", await bot.AskAsync(DefaultWorld.LeadModerator, "level bullying 4"));

        await bot.ConfigureAsync("""{ "Mode": "Hold", "Level": 0, "Rules": { "Terms": { "Blocked": ["qqnew"] } } }""");

        await BotFixture.UntilAsync(async () =>
        {
            var message = bot.Say(DefaultWorld.Viewer, $"qqnew {Guid.NewGuid():N}");
            await bot.AskAsync(DefaultWorld.Moderator, "queue");
            return await bot.Store.FindAsync(bot.Channel, new HoldId(message.Value), default);
        });
    }

    [Fact]
    public async Task Connection_DroppedAndReconnected_GoesOnModerating()
    {
        await using var bot = await BotFixture.StartAsync();
        bot.Sandbox.Faults.DropSockets();
        await BotFixture.UntilAsync(() => bot.Sandbox.Counters.NotificationsSent >= 0 && bot.Bot.Services.GetService(typeof(Twitch.TwitchHealth)) is Twitch.TwitchHealth { Current.IsHealthy: true });

        await BotFixture.UntilAsync(async () =>
        {
            var message = bot.Say(DefaultWorld.RudeViewer, $"zzrude {Guid.NewGuid():N}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            return await bot.Store.FindAsync(bot.Channel, new HoldId(message.Value), default);
        });
    }
}

using ModBot.Holds;
using ModBot.Sandbox.Chat;

namespace ModBot.EndToEnd;

/// <summary>Somebody who was wronged, or says so: from what they write to their coming back.</summary>
public sealed class AppealTests
{
    [Fact]
    public async Task UnbanRequest_ApprovedFromChat_LiftsTheBanAndAnswersTheRequest()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "a zzrude thing");
        var hold = await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);
        await bot.AskAsync(DefaultWorld.Moderator, $"deny {hold.Code} ban");
        await BotFixture.UntilAsync(() => IsBanned(bot));

        var request = bot.Sandbox.Trust.RequestUnban(DefaultWorld.Channel, DefaultWorld.RudeViewer, "sorry, I will read the rules")!;
        var appeal = await AppealAsync(bot);
        Assert.Equal((hold.Id, "sorry, I will read the rules"), (appeal.Appeal!.About, appeal.Message.Text));
        Assert.Contains($"It is about {hold.Code}, denied by {DefaultWorld.Moderator}", await bot.AskAsync(DefaultWorld.LeadModerator, $"why {appeal.Code}"), StringComparison.Ordinal);

        Assert.Equal($"{appeal.Code} approved.", await bot.AskAsync(DefaultWorld.LeadModerator, $"approve {appeal.Code}"));

        await BotFixture.UntilAsync(() => !IsBanned(bot));
        Assert.Equal("approved", StatusOf(bot, request));
        await BotFixture.UntilAsync(async () => (await bot.Store.FindAsync(bot.Channel, hold.Id, default))!.Removes ? null : "lifted");
    }

    [Fact]
    public async Task UnbanRequest_DeniedFromChat_TellsTheReasonAndTheBanStays()
    {
        await using var bot = await BotFixture.StartAsync();
        bot.Sandbox.Moderation.Restrict(DefaultWorld.Channel, DefaultWorld.LeadModerator, DefaultWorld.RudeViewer, duration: null);
        var request = bot.Sandbox.Trust.RequestUnban(DefaultWorld.Channel, DefaultWorld.RudeViewer, "let me in")!;
        var appeal = await AppealAsync(bot);

        await bot.AskAsync(DefaultWorld.Moderator, $"deny {appeal.Code} ask again next month");

        await BotFixture.UntilAsync(() => StatusOf(bot, request) == "denied");
        Assert.Equal("ask again next month", bot.Sandbox.Trust.UnbanRequests(DefaultWorld.Channel).Single().ResolutionText);
        Assert.True(IsBanned(bot));
    }

    [Fact]
    public async Task UnbanRequest_MadeBeforeModBotStarted_IsInTheQueueAndClosesWhenItIsAnsweredOnTwitch()
    {
        await using var bot = await BotFixture.StartAsync(prepare: sandbox =>
        {
            sandbox.Moderation.Restrict(DefaultWorld.Channel, DefaultWorld.LeadModerator, DefaultWorld.RudeViewer, duration: null);
            sandbox.Trust.RequestUnban(DefaultWorld.Channel, DefaultWorld.RudeViewer, "let me in");
        });
        var appeal = await AppealAsync(bot);

        bot.Sandbox.Trust.ResolveUnban(DefaultWorld.Channel, DefaultWorld.LeadModerator, appeal.Appeal!.Request!.Value.Value, approve: true);

        var closed = await BotFixture.UntilAsync(async () => await bot.Store.FindAsync(bot.Channel, appeal.Id, default) is { IsOpen: false } hold ? hold : null);
        Assert.Equal((HoldState.Approved, DefaultWorld.LeadModerator), (closed.State, closed.Resolution!.By.Login));
    }

    [Fact]
    public async Task Appeal_InChatAfterATimeout_IsGrantedAndTheDenialOverturned()
    {
        await using var bot = await BotFixture.StartAsync();
        var message = bot.Say(DefaultWorld.RudeViewer, "a zzrude thing");
        var hold = await bot.HoldOfAsync(message, hold => hold.Kind == HoldKind.Deleted);
        await bot.AskAsync(DefaultWorld.Moderator, $"deny {hold.Code} timeout 1s");
        await BotFixture.UntilAsync(() => bot.Sandbox.Chat.RestrictionOf(DefaultWorld.Channel, DefaultWorld.RudeViewer) is not null);
        await BotFixture.UntilAsync(() => bot.Sandbox.Chat.RestrictionOf(DefaultWorld.Channel, DefaultWorld.RudeViewer) is null);

        var asked = bot.Say(DefaultWorld.RudeViewer, "!appeal it was a quote");

        using var guard = new CancellationTokenSource(BotFixture.Guard);
        var reply = await bot.Sandbox.Events.WaitForAsync<MessagePosted>(posted => posted.Message.ReplyTo?.Id == asked.Value, guard.Token);
        Assert.Equal("Your appeal is noted; a moderator will have a look at it.", reply.Message.Body);
        var appeal = await AppealAsync(bot);
        Assert.Equal($"{appeal.Code} approved.", await bot.AskAsync(DefaultWorld.LeadModerator, $"approve {appeal.Code}"));
        var overturned = await bot.HoldOfAsync(message, hold => hold.State == HoldState.Approved);
        Assert.Equal(DefaultWorld.LeadModerator, overturned.Resolution!.By.Login);
    }

    [Fact]
    public async Task SenderNotice_SwitchedOn_IsSaidOnceBesideTheDelete()
    {
        await using var bot = await BotFixture.StartAsync();
        await bot.ConfigureAsync("""{ "SenderNotice": { "Enabled": true, "Held": "@{user} a moderator will look at it" } }""");
        await Task.WhenAll(SaidAsync(bot), bot.SayUntilHeldAsync(DefaultWorld.RudeViewer, "zzrude"));
    }

    /// <summary>The config is in force a second or so after it was written, so several messages may be held before it is.</summary>
    private static async Task SaidAsync(BotFixture bot)
    {
        using var guard = new CancellationTokenSource(BotFixture.Guard);
        var said = bot.Sandbox.Events.WaitForAsync<MessagePosted>(posted => posted.Message.Body == $"@{DefaultWorld.RudeViewer} a moderator will look at it", guard.Token);
        for (var number = 0; !said.IsCompleted; number++)
        {
            bot.Say(DefaultWorld.RudeViewer, $"zzrude number {number}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), guard.Token);
        }
        await said;
    }

    private static Task<Hold> AppealAsync(BotFixture bot) => BotFixture.UntilAsync(async () => (await bot.Store.ListOpenAsync(bot.Channel, 10, default)).FirstOrDefault(hold => hold.Kind == HoldKind.Appeal));

    private static bool IsBanned(BotFixture bot) => bot.Sandbox.Chat.RestrictionOf(DefaultWorld.Channel, DefaultWorld.RudeViewer) is { IsBan: true };

    private static string StatusOf(BotFixture bot, UnbanRequest request) => bot.Sandbox.Trust.UnbanRequests(DefaultWorld.Channel).Single(one => one.Id == request.Id).Status;
}

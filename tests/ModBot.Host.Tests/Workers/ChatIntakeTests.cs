using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Classification;
using ModBot.Context;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Tests.Web;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Shield;
using ModBot.Splits;
using ModBot.Testing;

namespace ModBot.Host.Tests.Workers;

public sealed class ChatIntakeTests : IChatSource, IClassifier, IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();
    private readonly Channel<ChatEvent> events = Channel.CreateUnbounded<ChatEvent>();
    private readonly TaskCompletionSource<Assessment> assessment = new();
    private readonly TimedExplainer explainer;
    private readonly Shields shields;
    private readonly ChatTally tally;
    private readonly ChatIntake intake;

    public ChatIntakeTests()
    {
        var policies = SomePolicy.Book(new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Blocked = ["zzrude"] } } });
        var metrics = new HoldMetrics(meters);
        var context = new ChatContext();
        var queue = new HoldQueue(store, new OutboxSignal(), metrics, context, new SenderNotices(), time, NullLogger<HoldQueue>.Instance);
        explainer = new FakeExplainer().Timed(meters, time);
        shields = new Shields(policies, new ShieldMetrics(meters), NullLogger<Shields>.Instance);
        var surges = new SurgeWatch(shields);
        var pipeline = new Pipeline(
            policies, new KnownChatters(), [new BlockedTermRule()], this, new SplitJudge(new LineJoiner(), this), new RaidWatch(), explainer, surges, queue, new RaidCards(store, queue, new OutboxSignal(), metrics, time), context, new PipelineMetrics(meters), time);
        var rulings = new TwitchRulings(new ReviewDesk(store, policies, new OutboxSignal(), metrics, time), store, new OwnActs(time), time);
        tally = new ChatTally(SomePolicy.Thresholds, time);
        intake = new ChatIntake(pipeline, rulings, new IntakeMetrics(meters), time, NullLogger<ChatIntake>.Instance, tally: tally, shieldNews: new ShieldNews(shields, surges, time));
    }

    public async ValueTask DisposeAsync()
    {
        intake.Dispose();
        await explainer.DisposeAsync();
        meters.Dispose();
    }

    [Fact]
    public async Task RunAsync_ModeratorActsWhileTheMessageIsScored_ClosesTheHoldOnceThereIsOne()
    {
        var message = Some.Message("zzrude");
        var running = Run(new ChatEvent.Posted(message), Deleted(message));

        assessment.SetResult(Assessment.Unavailable);
        await running.WaitAsync(Guard);

        Assert.Equal((HoldState.Denied, "quietlantern"), await StandingAsync(message));
    }

    [Fact]
    public async Task RunAsync_ModeratorActsWhileTheStoreIsAway_ClosesTheHoldWhenItIsBack()
    {
        assessment.SetResult(Assessment.Unavailable);
        var hold = Some.Hold();
        await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default);
        store.IsDown = true;
        var running = Run(Deleted(hold.Message));
        await DeskBed.UntilAsync(() => time.Timers > 0);

        store.IsDown = false;
        time.Advance(TimeSpan.FromSeconds(1));
        await running.WaitAsync(Guard);

        Assert.Equal((HoldState.Denied, "quietlantern"), await StandingAsync(hold.Message));
    }

    [Fact]
    public async Task RunAsync_EveryEventOfAModerator_IsApplied()
    {
        assessment.SetResult(Assessment.Unavailable);
        var message = Some.Message("zzrude");
        await Run(new ChatEvent.Posted(message), new ChatEvent.ModeratorActed(message.Broadcaster, Some.Moderator, ModeratorAction.Clear, null, null)).WaitAsync(Guard);
        Assert.Equal((HoldState.Expired, "quietlantern"), await StandingAsync(message));
    }

    [Theory]
    [InlineData(ChannelNewsKind.ShieldModeOff, "810000003", false)]
    [InlineData(ChannelNewsKind.ShieldModeOff, "810000002", true)] // ModBot's own doing
    [InlineData(ChannelNewsKind.ShieldModeOn, "810000003", true)]
    public async Task RunAsync_PersonEndsTwitchsShieldMode_TakesTheShieldDownForGood(ChannelNewsKind kind, string by, bool expected)
    {
        shields.See(Some.Broadcaster, SurgeSign.Raid, time.GetUtcNow());

        await Run(new ChatEvent.ChannelNews(Some.Broadcaster, kind, new Actor(new ChatterId(by), "somebody"), null)).WaitAsync(Guard);
        shields.See(Some.Broadcaster, SurgeSign.Raid, time.GetUtcNow());

        Assert.Equal(expected, shields.Of(Some.Broadcaster).IsUp);
    }

    [Fact]
    public async Task RunAsync_StreamWithAMessage_IsCounted()
    {
        assessment.SetResult(Assessment.Unavailable);
        await Run(
            new ChatEvent.ChannelNews(Some.Broadcaster, ChannelNewsKind.StreamOnline, null, null), new ChatEvent.Posted(Some.Message()),
            new ChatEvent.ChannelNews(Some.Broadcaster, ChannelNewsKind.WarningSent, null, null)).WaitAsync(Guard);

        var counts = new InMemoryChatCountStore();
        await tally.FlushAsync(counts, default);
        var chat = await ChatClock.ReadAsync(counts, Some.Broadcaster, Some.Instant, Some.Instant, default);
        Assert.Equal((1, new StreamSpan(Some.Instant, null)), (chat.MessagesIn(Some.Instant, Some.Instant.AddHours(1)), Assert.Single(chat.Streams)));
    }

    IAsyncEnumerable<ChatEvent> IChatSource.ReadAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    Task<Assessment> IClassifier.ClassifyAsync(NormalizedText text, CancellationToken cancellationToken) => assessment.Task;

    private async IAsyncEnumerable<ChatEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chatEvent in events.Reader.ReadAllAsync(cancellationToken)) yield return chatEvent;
    }

    private Task Run(params ChatEvent[] all)
    {
        foreach (var chatEvent in all) events.Writer.TryWrite(chatEvent);
        events.Writer.Complete();
        return intake.RunAsync(this, new ChatterId("810000002"), default, default);
    }

    private static ChatEvent.ModeratorActed Deleted(ChatMessage message) => new(message.Broadcaster, Some.Moderator, ModeratorAction.Delete, message.Chatter, message.Id);

    private async Task<(HoldState State, string? By)> StandingAsync(ChatMessage message)
    {
        var hold = await store.FindAsync(message.Broadcaster, HoldId.Of(message.Id), default);
        return (hold!.State, hold.Resolution?.By.Login);
    }
}

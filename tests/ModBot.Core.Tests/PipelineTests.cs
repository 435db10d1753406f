using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Rules;
using ModBot.Shield;
using ModBot.Splits;
using ModBot.Testing;

namespace ModBot.Core.Tests;

public sealed class PipelineTests : IAsyncLifetime
{
    private readonly FakeModel model = new();
    private readonly FakeExplainer explainer = new();
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();
    private Batcher? batcher;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await batcher!.DisposeAsync();
        meters.Dispose();
    }

    [Fact]
    public async Task HandleAsync_HarmlessMessage_Passes()
    {
        var outcome = await Pipeline().HandleAsync(Some.Message("good evening"), default);

        Assert.Equal(MessageEndState.Passed, outcome.EndState);
        Assert.Null(outcome.Hold);
    }

    [Fact]
    public async Task HandleAsync_ToxicMessage_IsHeldWithItsReason()
    {
        model.Score("rude words", Category.Bullying, 0.95f);

        var outcome = await Pipeline().HandleAsync(Some.Message("Rude words"), default);

        Assert.Equal(MessageEndState.Held, outcome.EndState);
        Assert.Equal(Category.Bullying, outcome.Hold!.Decision.Reasons[0].Category);
        Assert.Equal(1, await store.CountOpenAsync(Some.Broadcaster, default));
    }

    [Fact]
    public async Task HandleAsync_SureInModeEnforce_IsActedOn()
    {
        model.Score("rude words", Category.Bullying, 0.95f);

        var outcome = await Pipeline(new ModerationConfig { Mode = ChannelMode.Enforce }).HandleAsync(Some.Message("rude words"), default);

        Assert.Equal(MessageEndState.Acted, outcome.EndState);
        Assert.Equal(0, await store.CountOpenAsync(Some.Broadcaster, default));
    }

    [Fact]
    public async Task HandleAsync_SameMessageTwice_IsHeldOnce()
    {
        model.Score("rude words", Category.Bullying, 0.95f);
        var pipeline = Pipeline();
        var message = Some.Message("rude words");

        var first = await pipeline.HandleAsync(message, default);
        var second = await pipeline.HandleAsync(message, default);

        Assert.Equal(first.Hold!.Code, second.Hold!.Code);
        Assert.Equal(1, await store.CountOpenAsync(Some.Broadcaster, default));
    }

    [Fact]
    public async Task HandleAsync_Moderator_IsNotScored()
    {
        model.Score("rude words", Category.Bullying, 0.95f);

        var outcome = await Pipeline().HandleAsync(Some.Message("rude words", Some.Chatter(badges: Badges.Moderator)), default);

        Assert.Equal(MessageEndState.Passed, outcome.EndState);
        Assert.Empty(model.Batches);
    }

    [Fact]
    public async Task HandleAsync_RuleOnlyObserves_PassesWithItsReason()
    {
        var config = new ModerationConfig { Mode = ChannelMode.Enforce, Rules = new RulesConfig { Links = new LinkRuleConfig { Verdict = Verdict.Observe } } };

        var outcome = await Pipeline(config).HandleAsync(Some.Message("see bad.example"), default);

        Assert.Equal((MessageEndState.Passed, null), (outcome.EndState, outcome.Hold));
        Assert.Equal("links", Assert.Single(outcome.Decision.Reasons).Source);
    }

    [Fact]
    public async Task HandleAsync_RuleWarns_DeletesAndWarnsAtOnce()
    {
        var config = new ModerationConfig { Mode = ChannelMode.Enforce, Rules = new RulesConfig { Links = new LinkRuleConfig { Verdict = Verdict.Warn } } };

        var outcome = await Pipeline(config).HandleAsync(Some.Message("see bad.example"), default);

        Assert.Equal((MessageEndState.Acted, SanctionKind.Warn), (outcome.EndState, outcome.Hold!.Resolution!.Ruling.Sanction!.Kind));
        var effects = await store.LeaseEffectsAsync(Some.Broadcaster, 8, Some.Instant, TimeSpan.FromSeconds(20), default);
        Assert.Equal([EffectKind.DeleteMessage, EffectKind.Warn], effects.Select(leased => leased.Effect.Kind));
    }

    [Fact]
    public async Task HandleAsync_RuleOnlyObservesWhatTwitchHolds_ObservesStill()
    {
        var config = new ModerationConfig { Rules = new RulesConfig { Links = new LinkRuleConfig { Verdict = Verdict.Observe } } };

        var outcome = await Pipeline(config).HandleAsync(new ChatEvent.HeldByTwitch(Some.Message("see bad.example"), new TwitchHold("automod", "swearing", 3, [])), default);

        Assert.Equal([Verdict.Hold, Verdict.Observe], outcome.Decision.Reasons.Select(reason => reason.Verdict));
    }

    [Fact]
    public async Task HandleAsync_EmotesNamedInConfig_AreNotRead()
    {
        model.Score("hello", Category.Bullying, 0f).Score("rudeemote hello", Category.Bullying, 1f);
        var config = new ModerationConfig { Rules = new RulesConfig { Emotes = ["RudeEmote"] } };

        Assert.Equal(MessageEndState.Passed, (await Pipeline(config).HandleAsync(Some.Message("RudeEmote hello"), default)).EndState);
    }

    [Fact]
    public async Task HandleAsync_EmoteNames_AreNotRead()
    {
        model.Score("hello", Category.Bullying, 0f).Score("rudeemote hello", Category.Bullying, 1f);
        var message = Some.Message("RudeEmote hello") with { Fragments = [new Fragment(FragmentKind.Emote, 0, 9)] };

        Assert.Equal(MessageEndState.Passed, (await Pipeline().HandleAsync(message, default)).EndState);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\ud83d")]
    [InlineData("a\udc00b\ud83d")]
    [InlineData("\0\u0001")]
    public async Task HandleAsync_OddText_HasAnEndState(string text) =>
        Assert.Equal(MessageEndState.Passed, (await Pipeline().HandleAsync(Some.Message(text), default)).EndState);

    [Fact]
    public async Task HandleAsync_FiveHundredCharacters_HasAnEndState() =>
        Assert.Equal(MessageEndState.Passed, (await Pipeline().HandleAsync(Some.Message(new string('x', 500)), default)).EndState);

    [Fact]
    public async Task HandleAsync_ModelDown_LetsRulesDecideAlone()
    {
        model.Failure = new InvalidOperationException("broken");
        var pipeline = Pipeline();

        var harmless = await pipeline.HandleAsync(Some.Message("hello"), default);
        var link = await pipeline.HandleAsync(Some.Message("see bad.example"), default);

        Assert.Equal((MessageEndState.Passed, ScoreStatus.Unavailable), (harmless.EndState, harmless.Decision.Score));
        Assert.Equal((MessageEndState.Held, ScoreStatus.Unavailable), (link.EndState, link.Decision.Score));
    }

    [Fact]
    public async Task HandleAsync_HeldByTwitch_EntersTheSameQueueWithBothReasons()
    {
        model.Score("rude words", Category.Bullying, 0.95f);
        var held = new ChatEvent.HeldByTwitch(Some.Message("rude words"), new TwitchHold("automod", "swearing", 3, []));

        var outcome = await Pipeline().HandleAsync(held, default);

        Assert.Equal(HoldKind.Twitch, outcome.Hold!.Kind);
        Assert.Equal([("automod", Category.Swearing), ("model", Category.Bullying)], outcome.Decision.Reasons.Select(reason => (reason.Source, reason.Category!.Value)));
    }

    [Fact]
    public async Task HandleAsync_UnknownTwitchReason_IsQueuedAllTheSame()
    {
        var held = new ChatEvent.HeldByTwitch(Some.Message("hello"), new TwitchHold("hold_hyperlinks", null, null, []));

        var outcome = await Pipeline().HandleAsync(held, default);

        Assert.Equal("Twitch: hold_hyperlinks", outcome.Decision.Reasons[0].Text);
    }

    [Fact]
    public async Task HandleAsync_HeldByTheClassifier_CarriesTheWordsOfTheLeadingCategory()
    {
        model.Score("rude words", Category.Swearing, 0.8f).Score("rude words", Category.Bullying, 0.95f);

        var outcome = await Pipeline().HandleAsync(Some.Message("rude words"), default);

        var stored = await store.FindAsync(Some.Broadcaster, outcome.Hold!.Id, default);
        Assert.Equal(Category.Bullying, stored!.Decision.Explanation!.Category);
        Assert.Equal(new WordWeight(0, 4, 1), Assert.Single(stored.Decision.Explanation.Words));
    }

    [Fact]
    public async Task HandleAsync_ActedOn_CarriesItsWordsToo()
    {
        model.Score("rude words", Category.Bullying, 0.95f);

        var acted = await Pipeline(new ModerationConfig { Mode = ChannelMode.Enforce }).HandleAsync(Some.Message("rude words"), default);

        Assert.NotNull(acted.Hold!.Decision.Explanation);
    }

    [Fact]
    public async Task HandleAsync_HeldByTwitch_CarriesTheWordsOfOurOwnScore()
    {
        model.Score("rude words", Category.Bullying, 0.95f);

        var held = await Pipeline().HandleAsync(new ChatEvent.HeldByTwitch(Some.Message("rude words"), new TwitchHold("automod", "swearing", 3, [])), default);

        Assert.Equal(Category.Bullying, held.Hold!.Decision.Explanation!.Category);
    }

    [Theory]
    [InlineData("good evening")]
    [InlineData("see bad.example")] // held by a rule alone
    public async Task HandleAsync_NothingFromTheClassifier_ExplainsNothing(string text)
    {
        var outcome = await Pipeline().HandleAsync(Some.Message(text), default);

        Assert.Null(outcome.Decision.Explanation);
        Assert.Empty(explainer.Explained);
    }

    [Fact]
    public async Task HandleAsync_ExplanationFails_HoldsWithoutIt()
    {
        model.Score("rude words", Category.Bullying, 0.95f);
        explainer.Failure = new InvalidOperationException("broken");

        var outcome = await Pipeline().HandleAsync(Some.Message("rude words"), default);

        Assert.Equal((MessageEndState.Held, null), (outcome.EndState, outcome.Hold!.Decision.Explanation));
    }

    [Fact]
    public async Task HandleAsync_ExplanationHangs_HoldsWithoutItAtTheLimit()
    {
        model.Score("rude words", Category.Bullying, 0.95f);
        explainer.Gate.Reset();
        var handling = Pipeline().HandleAsync(Some.Message("rude words"), default);
        await explainer.Started.Task;
        Assert.Equal(0, await store.CountOpenAsync(Some.Broadcaster, default));

        // The wait is set up while the explainer already works, so the clock is moved until it has run out.
        await time.AdvanceUntilAsync(handling, TimedExplainer.MaxWait);

        Assert.Null((await handling).Hold!.Decision.Explanation);
        Assert.Equal(1, await store.CountOpenAsync(Some.Broadcaster, default));
        explainer.Gate.Set();
    }

    private Pipeline Pipeline(ModerationConfig? config = null)
    {
        var options = Options.Create(new BatcherOptions());
        var metrics = new ClassifierMetrics(meters);
        batcher = new Batcher(model, options, metrics, TimeProvider.System, NullLogger<Batcher>.Instance);
        var context = new ChatContext();
        var queue = new HoldQueue(store, new OutboxSignal(), new HoldMetrics(meters), context, new SenderNotices(), TimeProvider.System, NullLogger<HoldQueue>.Instance);
        var classifier = new BatchedClassifier(model, batcher, options, metrics);
        var policies = SomePolicy.Book(config ?? new ModerationConfig());
        var surges = new SurgeWatch(new Shields(policies, new ShieldMetrics(meters), NullLogger<Shields>.Instance));
        return new Pipeline(policies, new KnownChatters(), HouseRules.Create(), classifier, new SplitJudge(new LineJoiner(), classifier), new RaidWatch(), explainer.Timed(meters, time), surges, queue, new RaidCards(store, queue, new OutboxSignal(), new HoldMetrics(meters), TimeProvider.System), context, new PipelineMetrics(meters), TimeProvider.System);
    }
}

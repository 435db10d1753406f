using ModBot.Classification;
using ModBot.Explaining;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Explaining;

/// <summary>Trying a text tells what would be decided, and leaves nothing behind.</summary>
public sealed class TextTrialTests : IDisposable
{
    private readonly TestMeters meters = new();
    private readonly ManualTimeProvider time = new(Some.Instant);

    public void Dispose() => meters.Dispose();

    [Fact]
    public async Task RunAsync_AnyText_AsksEveryRuleThatATextSaysSomethingAbout()
    {
        var result = await TryAsync("hello", new ModerationConfig());

        Assert.Equal(HoldSources.Rules.Order(), result.Rules.Select(rule => rule.Rule).Concat(TextTrial.NotAsked).Order());
        Assert.All(result.Rules, rule => Assert.Null(rule.Hit));
        Assert.Equal(Verdict.Allow, result.Decision.Verdict);
    }

    [Fact]
    public async Task RunAsync_BlockedTermInDisguise_SaysWhichRuleAndHowItReads()
    {
        var result = await TryAsync("zz\u200brude", new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Blocked = ["zzrude"] } } });

        Assert.Equal(Verdict.Hold, result.Decision.Verdict);
        Assert.Equal("terms", Assert.Single(result.Rules, rule => rule.Hit is not null).Rule);
        Assert.Equal("zzrude", result.Folded);
    }

    [Fact]
    public async Task RunAsync_ScoreAboveTheLevel_HoldsWithItsWords()
    {
        var scores = default(CategoryScores);
        scores[Category.Bullying] = 0.75f;

        var held = await TryAsync("you melon", new ModerationConfig { Level = 3 }, scores);
        var passed = await TryAsync("you melon", new ModerationConfig { Level = 2 }, scores);

        Assert.Equal((Verdict.Hold, Category.Bullying), (held.Decision.Verdict, held.Decision.Reasons[0].Category));
        Assert.NotNull(held.Decision.Explanation);
        Assert.Equal(Verdict.Allow, passed.Decision.Verdict);
        Assert.Equal(scores, passed.Decision.Scores);
    }

    [Fact]
    public async Task RunAsync_TheSameTextAgainAndAgain_IsNeverFloodOrRepetition()
    {
        var trial = Create(default);
        var policy = SomePolicy.Of(new ModerationConfig());
        for (var i = 0; i < 30; i++) Assert.Equal(Verdict.Allow, (await trial.RunAsync(Some.Broadcaster, "hello", policy, default)).Decision.Verdict);
    }

    private Task<TextTrialResult> TryAsync(string text, ModerationConfig config, CategoryScores scores = default) => Create(scores).RunAsync(Some.Broadcaster, text, SomePolicy.Of(config), default);

    private TextTrial Create(CategoryScores scores) => new(new Always(scores), new FakeExplainer().Timed(meters, time), time);

    private sealed class Always(CategoryScores scores) : IClassifier
    {
        public Task<Assessment> ClassifyAsync(NormalizedText text, CancellationToken cancellationToken) => Task.FromResult(new Assessment(ScoreStatus.Scored, scores));
    }
}

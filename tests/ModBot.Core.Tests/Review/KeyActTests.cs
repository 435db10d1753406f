using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;
using ModBot.Tuning;

namespace ModBot.Core.Tests.Review;

/// <summary>Programs with an API key: they act in a role like people, and are counted as machines.</summary>
public sealed class KeyActTests : IDisposable
{
    private static readonly Chatter Key = Chatter.OfKey("panel", "moderator");

    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();

    public void Dispose() => meters.Dispose();

    [Theory]
    [InlineData("moderator", "moderator")]
    [InlineData("LEAD", "lead")]
    [InlineData("nobody", null)]
    [InlineData(RoleBook.None, null)]
    public void Of_AKey_HasTheRoleThatItWasMadeWith(string given, string? expected) =>
        Assert.Equal(expected, RoleBook.Create(new ModerationConfig()).Of(Chatter.OfKey("panel", given))?.Name);

    [Fact]
    public void Of_AStoredChatter_NeverCarriesAKeysRole()
    {
        var read = System.Text.Json.JsonSerializer.Deserialize<Chatter>("""{"Id":"810000007","Login":"gravelgoblin","DisplayName":"gravelgoblin","Badges":0,"KeyRole":"lead"}""");

        Assert.Null(RoleBook.Create(new ModerationConfig()).Of(read!));
        Assert.DoesNotContain("lead", System.Text.Json.JsonSerializer.Serialize(Chatter.OfKey("panel", "lead")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_ByAKey_IsAMachinesDecisionUnderItsName()
    {
        var hold = await AddAsync();

        var done = Assert.IsType<ReviewResult.Done>(await Desk().ResolveAsync(Key, hold.Broadcaster, hold.Id, Ruling.Deny, null, default));

        Assert.Equal(("api:panel", true, true), (done.Hold.Resolution!.By.Login, done.Hold.Resolution.By.IsMachine, done.Hold.Resolution.By.IsKey));
        // How long a program took is not how long the bot takes.
        Assert.Null(HoldLifecycle.ExposureOf(done.Hold, Some.Instant.AddMinutes(5)));
    }

    [Fact]
    public async Task ResolveAsync_ByAKeyAfterAnothersProposal_IsTheSecondPairOfEyes()
    {
        var hold = await AddAsync();
        var trial = Chatter.OfKey("script", "trial");

        Assert.IsType<ReviewResult.Proposed>(await Desk().ResolveAsync(trial, hold.Broadcaster, hold.Id, Ruling.Deny, null, default));

        Assert.IsType<ReviewResult.Done>(await Desk().ResolveAsync(Key, hold.Broadcaster, hold.Id, Ruling.Deny, null, default));
    }

    [Theory]
    [InlineData(RulingVerb.Approve)]
    [InlineData(RulingVerb.Deny)]
    public async Task Counts_OfAKeysDecision_AreNobodysJudgement(RulingVerb verb)
    {
        var hold = await AddAsync();
        await Desk().ResolveAsync(Key, hold.Broadcaster, hold.Id, new Ruling(verb), null, default);

        var report = await ReviewReport.ReadAsync(store, hold.Broadcaster, Some.Instant.AddDays(-1), default);
        var evidence = await HoldEvidence.ReadAsync(store, hold.Broadcaster, Some.Instant.AddDays(-1), SomePolicy.Thresholds, default);

        Assert.Equal((1, 0, 0, 1), (report.Total.Held, report.Total.Approved, report.Total.Denied, report.Total.Acted));
        Assert.Null(report.Total.Precision);
        Assert.Empty(report.Moderators);
        Assert.Equal(new OutcomeCounts(0, 0, 1), evidence.At(Category.Bullying, 4));
    }

    [Fact]
    public async Task Act_SentAgainWithTheVersionThatWasSeen_IsDoneOnce()
    {
        var desk = Desk();
        var hold = await AddAsync();
        Func<Task<ReviewResult>>[] acts =
        [
            () => desk.ClaimAsync(Key, hold.Broadcaster, new SeenHold(hold.Id, hold.Version), default),
            () => desk.TakeAsync(Key, hold.Broadcaster, new SeenHold(hold.Id, hold.Version), default),
            () => desk.ReleaseAsync(Key, hold.Broadcaster, new SeenHold(hold.Id, hold.Version), default),
            () => desk.NoteAsync(Key, hold.Broadcaster, new SeenHold(hold.Id, hold.Version), "seen before", default),
            () => desk.UndoAsync(Key, hold.Broadcaster, new SeenHold(hold.Id, hold.Version), default),
        ];
        Assert.IsType<ReviewResult.Done>(await desk.NoteAsync(Key, hold.Broadcaster, new SeenHold(hold.Id, hold.Version), "seen before", default));

        foreach (var act in acts) Assert.Equal(2, Assert.IsType<ReviewResult.Stale>(await act()).Hold.Version);

        Assert.Equal(2, (await store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default)).Count);
    }

    [Theory]
    [InlineData("moderator", null, "trial", true)]
    [InlineData("moderator", null, RoleBook.None, true)]
    [InlineData("moderator", null, "lead", false)]
    [InlineData("lead", null, "broadcaster", false)]
    [InlineData("lead", null, "emperor", false)]
    [InlineData("moderator", "lead", "trial", false)]
    [InlineData("broadcaster", "lead", "trial", true)]
    public void Refusal_OfARole_IsWhatReachesBeyondTheGiver(string giver, string? before, string role, bool expected)
    {
        var roles = RoleBook.Create(new ModerationConfig());

        Assert.Equal(expected, RoleGrant.ProblemOf(roles.Find(giver)!, roles, "mildheron", before, role) is null);
    }

    [Fact]
    public void Score_OfAnAttribute_IsTheHighestOfItsCategories()
    {
        var scores = default(CategoryScores);
        scores[Category.Misogyny] = 0.7f;
        scores[Category.Swearing] = 0.9f;
        scores[Category.Spam] = 1;

        Assert.Equal([0.9f, 0.7f, 0.7f, 0, 0.9f, 0, 0], PerspectiveAttribute.All.Select(attribute => attribute.Score(scores)));
    }

    [Theory]
    [InlineData("TOXICITY", "TOXICITY")]
    [InlineData("INSULT_EXPERIMENTAL", "INSULT")]
    [InlineData("insult", null)]
    [InlineData("_EXPERIMENTAL", null)]
    [InlineData("FLIRTATION", null)]
    public void Find_ByName_KnowsItsExperimentalTwin(string name, string? expected) => Assert.Equal(expected, PerspectiveAttribute.Find(name)?.Name);

    private ReviewDesk Desk() => new(store, SomePolicy.Book(new ModerationConfig { Mode = ChannelMode.Hold }), new OutboxSignal(), new HoldMetrics(meters), time);

    private async Task<Hold> AddAsync()
    {
        var scores = default(CategoryScores);
        scores[Category.Bullying] = 0.95f;
        var hold = Some.Hold();
        return (await store.AddAsync(hold with { Decision = hold.Decision with { Scores = scores } }, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }
}

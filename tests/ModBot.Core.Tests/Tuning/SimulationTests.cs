using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;
using ModBot.Tuning;

namespace ModBot.Core.Tests.Tuning;

/// <summary>Thresholds in these tests are 0.9, 0.8, 0.7 and 0.6 at levels 1 to 4.</summary>
public sealed class SimulationTests
{
    private readonly InMemoryHoldStore store = new();

    [Fact]
    public async Task Run_OneLevelLess_KeepsWhatItsThresholdReaches()
    {
        await AddAsync(0.85f, RulingVerb.Deny);
        await AddAsync(0.75f, RulingVerb.Deny);
        await AddAsync(0.72f, RulingVerb.Approve);
        await AddAsync(0.71f, null);

        var simulation = Simulation.Run(await EvidenceAsync(), Chat(), Levels(bullying: 3), Levels(bullying: 2));

        var row = Assert.Single(simulation.Rows);
        Assert.Equal((Category.Bullying, 3, 2), (row.Category, row.LevelBefore, row.LevelAfter));
        Assert.Equal((new OutcomeCounts(1, 2, 1), new OutcomeCounts(0, 1, 0)), (row.Before, row.After));
        Assert.Equal((row.Before, row.After), (simulation.Before, simulation.After));
    }

    [Fact]
    public async Task Run_HeldByARuleOrAnotherCategoryToo_IsHeldStill()
    {
        await AddAsync(0.75f, RulingVerb.Deny, rule: "links");
        await AddAsync(0.75f, RulingVerb.Deny, aggression: 0.95f);

        var simulation = Simulation.Run(await EvidenceAsync(), Chat(), Levels(bullying: 3, aggression: 1), Levels(bullying: 0, aggression: 1));

        Assert.Equal(2, simulation.After.Denied);
        Assert.Equal(0, simulation.Rows.Single(row => row.Category == Category.Bullying).After.Held);
    }

    [Fact]
    public async Task Run_HoldWithoutScores_IsLeftOutAndSaid()
    {
        await store.AddAsync(Some.Hold(), new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default);

        var simulation = Simulation.Run(await EvidenceAsync(), Chat(), Levels(bullying: 3), Levels(bullying: 2));

        Assert.Equal((1, 0), (simulation.WithoutScores, simulation.Before.Held));
    }

    [Fact]
    public async Task Run_StricterLevel_SaysWhatItAddsOfAllChat()
    {
        var chat = Chat(("messages", 1000), ("bullying:1", 1), ("bullying:3", 4), ("bullying:4", 20));

        var row = Assert.Single(Simulation.Run(await EvidenceAsync(), chat, Levels(bullying: 3), Levels(bullying: 4)).Rows);

        Assert.Equal((5, 25), (row.ChatBefore, row.ChatAfter));
    }

    [Fact]
    public async Task LetGo_LooserLevels_GivesWhatWouldNotBeHeldDeniedFirst()
    {
        await AddAsync(0.75f, RulingVerb.Deny);
        await AddAsync(0.74f, RulingVerb.Approve);
        await AddAsync(0.73f, null);
        await AddAsync(0.95f, RulingVerb.Deny);
        await AddAsync(0.72f, RulingVerb.Deny, rule: "links");
        await AddAsync(0.71f, RulingVerb.Deny);
        var evidence = await EvidenceAsync();

        var letGo = evidence.LetGo(Levels(bullying: 3), Levels(bullying: 2), 3);

        var scores = new List<float>();
        foreach (var id in letGo) scores.Add((await store.FindAsync(Some.Broadcaster, id, default))!.Decision.Scores!.Value[Category.Bullying]);
        Assert.Equal([0.71f, 0.75f, 0.74f], scores);
        Assert.Empty(evidence.LetGo(Levels(bullying: 3), Levels(bullying: 4), 3));
    }

    [Fact]
    public async Task Propose_MostlyApproved_SaysWhatOneLevelLessSparesAndMisses()
    {
        for (var i = 0; i < 19; i++) await AddAsync(0.75f, RulingVerb.Approve);
        await AddAsync(0.75f, RulingVerb.Deny);
        await AddAsync(0.85f, RulingVerb.Approve);

        var proposal = Assert.Single(LevelProposal.Propose(await EvidenceAsync(), Chat(), SomePolicy.Of(new ModerationConfig { Level = 3 })));

        Assert.Equal((Category.Bullying, 3, 2), (proposal.Category, proposal.From, proposal.To));
        Assert.Equal("moderators approved 20 of 21 decided holds; level 2 would have spared 19 of these and missed 1 of 1 that were denied", proposal.Evidence);
    }

    [Theory]
    [InlineData(1000, 4)]
    [InlineData(999, null)] // too little chat to know the cost
    public async Task Propose_MostlyDenied_SaysWhatOneLevelMoreAdds(int messages, int? to)
    {
        for (var i = 0; i < 40; i++) await AddAsync(0.75f, RulingVerb.Deny);
        var chat = Chat(("messages", messages), ("bullying:3", 4), ("bullying:4", 6));

        var proposals = LevelProposal.Propose(await EvidenceAsync(), chat, SomePolicy.Of(new ModerationConfig { Level = 3 })).ToArray();

        Assert.Equal(to, proposals.SingleOrDefault()?.To);
        if (to is not null) Assert.Equal("moderators denied 40 of 40 decided holds; level 4 would hold 6 more of 1000 messages", proposals[0].Evidence);
    }

    [Fact]
    public async Task Propose_RawThreshold_IsLeftAlone()
    {
        for (var i = 0; i < 40; i++) await AddAsync(0.75f, RulingVerb.Approve);

        Assert.Empty(LevelProposal.Propose(await EvidenceAsync(), Chat(), SomePolicy.Of(new ModerationConfig { Thresholds = new Dictionary<string, float> { ["bullying"] = 0.7f } })));
    }

    private async Task AddAsync(float bullying, RulingVerb? verb, float aggression = 0, string? rule = null)
    {
        var scores = default(CategoryScores);
        (scores[Category.Bullying], scores[Category.Aggression]) = (bullying, aggression);
        var hold = Some.Hold();
        var reasons = rule is null ? hold.Decision.Reasons : hold.Decision.Reasons.Add(new Reason { Source = rule, Verdict = Verdict.Hold, Text = "a link" });
        hold = (await store.AddAsync(hold with { Decision = hold.Decision with { Scores = scores, Reasons = reasons } }, new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
        if (verb is not { } decided) return;
        var transition = HoldLifecycle.Resolve(hold, Some.Moderator, new Ruling(decided), Some.Instant);
        await store.ChangeAsync(transition.Hold, transition.Entry, transition.Effects, default);
    }

    private Task<HoldEvidence> EvidenceAsync() => HoldEvidence.ReadAsync(store, Some.Broadcaster, Some.Instant, SomePolicy.Thresholds, default);

    private static ChatCounts Chat(params (string Name, long Count)[] counts) => new(counts.ToDictionary(count => count.Name, count => count.Count));

    private static Func<Category, int> Levels(int bullying, int aggression = 0) => category => category switch { Category.Bullying => bullying, Category.Aggression => aggression, _ => 0 };
}

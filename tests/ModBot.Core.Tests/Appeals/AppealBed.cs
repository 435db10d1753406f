using ModBot.Appeals;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Appeals;

/// <summary>A desk with a channel's denials, and viewers who appeal against them.</summary>
internal sealed class AppealBed : IDisposable
{
    public static readonly Chatter Goblin = Some.Chatter();
    public static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    public static readonly Chatter Other = Some.Chatter("slowcomet", Badges.Moderator, "810000005");
    public static readonly Chatter Lead = Some.Chatter("stormledger", Badges.LeadModerator, "810000009");

    private readonly TestMeters meters = new();

    public AppealBed(ModerationConfig? config = null)
    {
        var (policies, metrics) = (SomePolicy.Book(config ?? new ModerationConfig()), new HoldMetrics(meters));
        Desk = new ReviewDesk(Store, policies, new OutboxSignal(), metrics, Time);
        Intake = new AppealIntake(Store, policies, metrics, Time);
        Rulings = new TwitchRulings(Desk, Store, new OwnActs(Time), Time, Intake);
    }

    public ManualTimeProvider Time { get; } = new(Some.Instant);

    public InMemoryHoldStore Store { get; } = new();

    public ReviewDesk Desk { get; }

    public AppealIntake Intake { get; }

    public TwitchRulings Rulings { get; }

    /// <summary>Something that was said, held and denied.</summary>
    public async Task<Hold> DenyAsync(Sanction? sanction = null, Chatter? by = null, Category category = Category.Bullying, Chatter? from = null)
    {
        var hold = await HoldAsync(category, from);
        Assert.IsType<ReviewResult.Done>(await ResolveAsync(by ?? Moderator, hold, new Ruling(RulingVerb.Deny, sanction)));
        await EffectsAsync();
        return await FindAsync(hold.Id);
    }

    public async Task<Hold> HoldAsync(Category category = Category.Bullying, Chatter? from = null)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var hold = Some.Hold(Some.Message("rude words", from), HoldKind.Deleted) with { Decision = Some.Decision(category: category), CreatedAt = Time.GetUtcNow() };
        return (await Store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }

    public Task<AppealAnswer> AppealAsync(string text = "it was a quote", Chatter? from = null) => Intake.AppealAsync(Some.Message($"!appeal {text}", from), text, default);

    /// <summary>The one open appeal.</summary>
    public async Task<Hold> OpenAppealAsync() => Assert.Single(await Store.ListOpenAsync(Some.Broadcaster, 10, default), hold => hold.Kind == HoldKind.Appeal);

    public Task TakeAsync(string id = "request-1") => Rulings.ApplyAsync(new ChatEvent.UnbanRequested(Some.Broadcaster, new UnbanRequest(new UnbanRequestId(id), Goblin, "let me in", Time.GetUtcNow())), null, default);

    public Task<ReviewResult> ResolveAsync(Chatter moderator, Hold hold, Ruling ruling) => Desk.ResolveAsync(moderator, hold.Broadcaster, hold.Id, ruling, expectedVersion: null, default);

    public async Task<Hold> FindAsync(HoldId id) => (await Store.FindAsync(Some.Broadcaster, id, default))!;

    /// <summary>What is to be done on Twitch, taken out of the outbox.</summary>
    public async Task<IReadOnlyList<Effect>> EffectsAsync()
    {
        var leased = await Store.LeaseEffectsAsync(Some.Broadcaster, 100, Time.GetUtcNow(), TimeSpan.FromSeconds(1), default);
        foreach (var effect in leased) await Store.CompleteEffectAsync(effect, default);
        return [.. leased.Select(effect => effect.Effect)];
    }

    public void Dispose() => meters.Dispose();
}

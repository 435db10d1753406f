using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Sqlite.Tests;

/// <summary>The ladder over a file that is closed and opened again.</summary>
public sealed class SqliteLadderTests : IDisposable
{
    private static readonly PolicyBook Policies = SomePolicy.Book(new ModerationConfig { Ladder = new LadderConfig { Enabled = true } });

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly TestMeters meters = new();

    public void Dispose()
    {
        meters.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Denials_EachAfterARestart_GoUpTheSteps()
    {
        Assert.Equal(SanctionKind.Warn, (await DeniedWithAsync()).Kind);
        Assert.Equal(TimeSpan.FromMinutes(10), (await DeniedWithAsync()).Duration);
        Assert.Equal(TimeSpan.FromHours(1), (await DeniedWithAsync()).Duration);
    }

    /// <summary>A process starts, hears and denies one message, and ends.</summary>
    private async Task<Sanction> DeniedWithAsync()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        await using var store = Stores.At(folder.File());
        var hold = Some.Hold(Some.Message() with { SentAt = time.GetUtcNow() });
        await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default);
        var desk = new ReviewDesk(store, Policies, new OutboxSignal(), new HoldMetrics(meters), time);
        var moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
        var done = Assert.IsType<ReviewResult.Done>(await desk.ResolveAsync(moderator, hold.Broadcaster, hold.Id, Ruling.Deny, expectedVersion: null, default));
        var stored = await store.FindAsync(hold.Broadcaster, hold.Id, default);
        Assert.Equal(done.Hold.Resolution!.Ruling, stored!.Resolution!.Ruling);
        return stored.Resolution.Ruling.Sanction!;
    }
}

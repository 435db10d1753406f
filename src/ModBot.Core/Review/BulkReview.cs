using System.Collections.Concurrent;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Review;

/// <summary>One ruling on everything that one person sent: each hold by itself through the desk, with its permission, claim and compare-and-set. Thread-safe.</summary>
public sealed class BulkReview(ReviewDesk desk, IHoldStore store)
{
    private readonly ConcurrentDictionary<BroadcasterId, SemaphoreSlim> turns = new();

    /// <summary>What a ruling on all is about: the open holds that are wanted and that their sender alone sent, the oldest first; appeals are none of them.</summary>
    public async Task<IReadOnlyList<Hold>> ListAsync(BroadcasterId broadcaster, Func<Hold, bool> isWanted, CancellationToken cancellationToken) =>
        [.. (await store.ListOpenAsync(broadcaster, int.MaxValue, cancellationToken)).Where(hold => hold.Appeal is null && hold.IsOnlyOf(hold.Message.Chatter.Id) && isWanted(hold))];

    /// <summary>Rules on all that a chatter of this login sent.</summary>
    public Task<BulkResult> ResolveAllAsync(Chatter moderator, BroadcasterId broadcaster, string login, Ruling ruling, CancellationToken cancellationToken) =>
        ResolveAllAsync(moderator, broadcaster, hold => hold.Message.Chatter.Login.Equals(login, StringComparison.OrdinalIgnoreCase), ruling, cancellationToken);

    /// <summary>
    /// Rules on each hold of <see cref="ListAsync"/>, where all of them are of one person. A sanction, the ladder's too, falls once in all: with the first hold that takes the ruling, and not at all
    /// where somebody else sanctioned the chatter in between. Ends at the moderator's limit.
    /// </summary>
    public async Task<BulkResult> ResolveAllAsync(Chatter moderator, BroadcasterId broadcaster, Func<Hold, bool> isWanted, Ruling ruling, CancellationToken cancellationToken)
    {
        // Two moderators at once: the second finds what the first left open, or nothing, and no sanction falls twice.
        var turn = turns.GetOrAdd(broadcaster, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await RuleAsync(moderator, broadcaster, await ListAsync(broadcaster, isWanted, cancellationToken), ruling, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<BulkResult> RuleAsync(Chatter moderator, BroadcasterId broadcaster, IReadOnlyList<Hold> holds, Ruling ruling, CancellationToken cancellationToken)
    {
        if (holds.DistinctBy(hold => hold.Message.Chatter.Id).Count() > 1) return new BulkResult([], [], IsAmbiguous: true);
        var results = new List<ReviewResult>();
        var left = ruling;
        foreach (var hold in holds)
        {
            var result = await desk.ResolveAsync(moderator, broadcaster, hold.Id, left, expectedVersion: null, cancellationToken);
            results.Add(result);
            if (result is ReviewResult.LimitReached) break;
            if (result is ReviewResult.Done or ReviewResult.Proposed || WasSanctioned(result)) left = left with { Sanction = null, SkipsLadder = ruling.Verb == RulingVerb.Deny };
        }
        return new BulkResult(holds, results);
    }

    private static bool WasSanctioned(ReviewResult result) => result is ReviewResult.AlreadyResolved { Hold.Resolution.Ruling.Sanction: not null };
}

/// <summary>What came of a ruling on several holds.</summary>
/// <param name="Holds">What was open before, the oldest first; empty where the person has nothing open.</param>
/// <param name="Each">How it went with each of these, in their order; fewer where the moderator's limit ended it, which is then the last.</param>
/// <param name="IsAmbiguous">The login changed hands, and two people who had it have something open: nothing was done.</param>
public sealed record BulkResult(IReadOnlyList<Hold> Holds, IReadOnlyList<ReviewResult> Each, bool IsAmbiguous = false)
{
    /// <summary>How many are as they were because of the limit.</summary>
    public int Untried => Each is [.., ReviewResult.LimitReached] ? Holds.Count - Each.Count + 1 : 0;
}

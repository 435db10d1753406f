using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Raids;

/// <summary>
/// Puts a raid's messages onto one card, a hold that a moderator decides for all of them. Those that come while the card is being written join it together with the next write.
/// Thread-safe.
/// </summary>
public sealed class RaidCards(IHoldStore store, HoldQueue holds, OutboxSignal outbox, HoldMetrics metrics, TimeProvider time)
{
    /// <summary>The <see cref="Reason.Source"/> of a raid.</summary>
    public const string Source = "raid";

    /// <summary>Messages that a card keeps beside its own; the others are deleted and counted.</summary>
    public const int MaxLines = 49;

    private const int MaxBatch = 256;

    /// <summary>A full card is written a few times a second at most, so that a raid of thousands leaves no thousands of lines of history.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>One writer at a time for a card.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The card that took the message; null where its own decision stands: it is part of no raid, the raid was approved, or it is acted on anyhow.</summary>
    public async Task<Hold?> TakeAsync(RaidSighting? sighting, ChatMessage message, Decision decision, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        if (sighting is null) return null;
        if (sighting.IsFirst) return await OpenAsync(sighting, message, decision, policy, cancellationToken);
        if (decision.Verdict > Verdict.Hold || !await sighting.Raid.HasCardAsync(cancellationToken)) return null;
        return await JoinAsync(sighting.Raid, HeldLine.Of(message), policy, cancellationToken);
    }

    private async Task<Hold?> OpenAsync(RaidSighting sighting, ChatMessage message, Decision decision, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            if (decision.Verdict > Verdict.Hold) return null;
            var card = await holds.HoldRaidAsync(message, WithReason(decision, sighting, policy), policy, cancellationToken);
            sighting.Raid.Open(card);
            return card;
        }
        finally
        {
            if (sighting.Raid.Card is null) sighting.Raid.End();
        }
    }

    private static Decision WithReason(Decision decision, RaidSighting sighting, ChannelPolicy policy)
    {
        var config = policy.Config.Raids;
        var reason = new Reason { Source = Source, Verdict = Verdict.Hold, Text = $"the same message from {config.Limit} new chatters within {config.Window.TotalSeconds:0} s", Value = config.Limit, Threshold = config.Limit };
        return decision with { Verdict = Verdict.Hold, Reasons = [reason, .. decision.Reasons], Lines = sighting.Earlier };
    }

    private async Task<Hold?> JoinAsync(Raid raid, HeldLine line, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var join = new RaidJoin(line);
        raid.Waiting.Enqueue(join);
        var turn = turns[(uint)raid.Card!.Id.GetHashCode() % turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            while (!join.IsDone) await WriteAsync(raid, policy, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
        return join.Card;
    }

    private async Task WriteAsync(Raid raid, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var wait = raid.WrittenAt + Pace - time.GetUtcNow();
        if (raid.Card!.Lines.Length >= MaxLines && wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
        List<RaidJoin> batch = [];
        while (batch.Count < MaxBatch && raid.Waiting.TryDequeue(out var join)) batch.Add(join);
        try
        {
            var card = await WriteAsync(raid, [.. batch.Select(join => join.Line)], policy, cancellationToken);
            foreach (var join in batch) join.Card = card;
        }
        finally
        {
            raid.WrittenAt = time.GetUtcNow();
            foreach (var join in batch) join.IsDone = true;
        }
    }

    /// <summary>The card with its new members, or null where it takes none any more.</summary>
    private async Task<Hold?> WriteAsync(Raid raid, IReadOnlyList<HeldLine> lines, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        // What was approved may have been opened again since.
        if (raid.Card!.State == HoldState.Approved) raid.Card = await holds.UntilStoredAsync(() => store.FindAsync(raid.Card.Broadcaster, raid.Card.Id, cancellationToken), cancellationToken) ?? raid.Card;
        while (raid.Card is { State: HoldState.Open or HoldState.Denied } card)
        {
            var joined = HoldLifecycle.Join(card, lines, MaxLines, deletes: card.State == HoldState.Denied || policy.Config.Mode != ChannelMode.Observe, time.GetUtcNow());
            switch (await holds.UntilStoredAsync(() => store.ChangeAsync(joined.Hold, joined.Entry, joined.Effects, cancellationToken), cancellationToken))
            {
                case ChangeResult.Changed changed:
                    raid.Card = changed.Hold;
                    metrics.Joined(lines.Count, joined.Effects.Count);
                    if (joined.Effects.Count > 0) outbox.Raise(card.Broadcaster);
                    return changed.Hold;
                case ChangeResult.Stale stale:
                    raid.Card = stale.Current;
                    break;
                default:
                    raid.End();
                    return null;
            }
        }
        if (raid.Card.State == HoldState.Expired) raid.End();
        return null;
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModBot.Enforcement;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>
/// Carries out what the outbox holds, at least once and in order per hold, and writes what came of it into the hold's history. An effect that fails for now is left to its
/// lease and tried again; one that is refused, or failed too often, is given up with a line of history.
/// </summary>
public sealed partial class EffectRunner(IHoldStore store, IEnforcer enforcer, OwnActs own, HoldMetrics metrics, TimeProvider time, ILogger<EffectRunner> logger)
{
    /// <summary>No more than are carried out at once, so that none waits while its lease runs.</summary>
    private const int MaxLeased = 8;
    private const int MaxAttempts = 6;

    /// <summary>For what Twitch does again when it is asked again, a quote or a warning: a lost reply must not become a stream of them.</summary>
    private const int MaxAttemptsOfUnrepeatable = 2;

    /// <summary>Where Twitch was not even asked: an hour of outage, with one attempt for each lease.</summary>
    private const int MaxAttemptsUnsent = 180;

    /// <summary>Longer than the slowest act, or two workers might do the same at once.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>Twitch deletes nothing older, and answers as if it were gone already.</summary>
    private static readonly TimeSpan DeletableFor = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<BroadcasterId, SemaphoreSlim> turns = new();

    /// <summary>Does everything that is due in a channel. Throws <see cref="HoldStoreUnavailableException"/> when the store is away; leases then bring back what was open.</summary>
    public async Task RunAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        // One at a time in a channel, or a hold's effects could overtake each other.
        var turn = turns.GetOrAdd(broadcaster, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await EmptyAsync(broadcaster, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task EmptyAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        while (true)
        {
            var leased = await store.LeaseEffectsAsync(broadcaster, MaxLeased, time.GetUtcNow(), Lease, cancellationToken);
            if (leased.Count == 0) return;
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxLeased, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(leased.GroupBy(leased => leased.Effect.Lane), parallel, async (lane, token) =>
            {
                foreach (var effect in lane)
                {
                    // A later effect must not overtake one that is to be tried again.
                    if (!await RunOneAsync(effect, token)) break;
                }
            });
        }
    }

    private async Task<bool> RunOneAsync(LeasedEffect leased, CancellationToken cancellationToken)
    {
        var effect = leased.Effect;
        var hold = await store.FindAsync(effect.Broadcaster, effect.Hold, cancellationToken);
        if (hold is null || IsOvertaken(hold, leased))
        {
            await store.CompleteEffectAsync(leased, cancellationToken);
            return true;
        }
        var result = await ActAsync(hold, effect, cancellationToken);
        metrics.Effect(effect.Kind, result.GetType().Name);
        if (effect is { Kind: EffectKind.DeleteMessage, Message: null } && result is EnforcementResult.Done && HoldLifecycle.ExposureOf(hold, time.GetUtcNow()) is { } exposure) metrics.Exposure(exposure);
        if (result is EnforcementResult.Failed failed)
        {
            LogFailed(effect.Id, leased.Attempt, failed.Reason);
            if (leased.Attempt < MaxAttemptsOf(effect.Kind, failed)) return false;
        }
        await RecordAsync(hold, effect, result, cancellationToken);
        await store.CompleteEffectAsync(leased, cancellationToken);
        return true;
    }

    private static int MaxAttemptsOf(EffectKind kind, EnforcementResult.Failed failed) => (kind, failed) switch
    {
        (_, { IsUnsent: true }) => MaxAttemptsUnsent,
        (EffectKind.TellSender, _) => 1,
        (EffectKind.PostQuote or EffectKind.Warn, _) => MaxAttemptsOfUnrepeatable,
        _ => MaxAttempts,
    };

    /// <summary>
    /// A moderator was faster than the delete, or than the quote. A delete that was handed out before may have been carried out just before a crash, and Twitch does not tell: it is
    /// done again, so that the approved text surely comes back as a quote, or as a new one.
    /// </summary>
    private static bool IsOvertaken(Hold hold, LeasedEffect leased) => leased.Effect.Kind switch
    {
        EffectKind.DeleteMessage when leased.Effect.Message is null && hold.Resolution is { IsOnTwitch: true } => true,
        EffectKind.DeleteMessage => hold.IsLetThrough && leased.Attempt == 1,
        EffectKind.PostQuote => hold.IsErased || !hold.IsLetThrough || hold.Quote is not null,
        EffectKind.DeleteQuote => hold.Quote is null || (leased.Effect.Message is { } quote && quote != hold.Quote) || (hold.IsLetThrough && leased.Attempt == 1),
        // Undone before it was carried out, or punished anew before it was lifted.
        EffectKind.Warn or EffectKind.Timeout or EffectKind.Ban => hold.Resolution?.Ruling.Sanction?.Effect != leased.Effect.Kind,
        EffectKind.TellSender => leased.Attempt > 1 || hold.IsErased || hold.Kind != HoldKind.Deleted || hold.State != leased.Effect.While,
        EffectKind.Unban => hold.Resolution?.Ruling.Sanction?.Kind is SanctionKind.Timeout or SanctionKind.Ban,
        _ => false,
    };

    private Task<EnforcementResult> ActAsync(Hold hold, Effect effect, CancellationToken cancellationToken)
    {
        if (effect.Kind == EffectKind.DeleteMessage && time.GetUtcNow() - SentAt(hold, effect) >= DeletableFor)
        {
            return Task.FromResult<EnforcementResult>(new EnforcementResult.Refused("It is older than the six hours in which Twitch deletes a message."));
        }
        own.Note(hold, effect);
        return DoAsync(hold, effect, cancellationToken);
    }

    private static DateTimeOffset SentAt(Hold hold, Effect effect) => hold.Lines.FirstOrDefault(line => line.Id == effect.Message)?.SentAt ?? hold.Message.SentAt;

    private Task<EnforcementResult> DoAsync(Hold hold, Effect effect, CancellationToken cancellationToken) => effect.Kind switch
    {
        EffectKind.DeleteMessage => enforcer.DeleteMessageAsync(effect.Broadcaster, effect.Message ?? hold.Message.Id, cancellationToken),
        EffectKind.PostQuote => enforcer.SayAsync(effect.Broadcaster, Quote(hold), null, cancellationToken),
        EffectKind.DeleteQuote => enforcer.DeleteMessageAsync(effect.Broadcaster, hold.Quote!.Value, cancellationToken),
        EffectKind.AllowOnTwitch => enforcer.ResolveTwitchHoldAsync(effect.Broadcaster, hold.Message.Id, allow: true, cancellationToken),
        EffectKind.DenyOnTwitch => enforcer.ResolveTwitchHoldAsync(effect.Broadcaster, hold.Message.Id, allow: false, cancellationToken),
        EffectKind.Warn => enforcer.WarnAsync(effect.Broadcaster, effect.Chatter, effect.Reason ?? "Please keep to the rules of this channel.", cancellationToken),
        EffectKind.Timeout or EffectKind.Ban => enforcer.BanAsync(effect.Broadcaster, effect.Chatter, effect.Duration, effect.Reason, cancellationToken),
        EffectKind.Unban => enforcer.UnbanAsync(effect.Broadcaster, effect.Chatter, cancellationToken),
        EffectKind.ApproveUnbanRequest => enforcer.ResolveUnbanRequestAsync(effect.Broadcaster, hold.Appeal!.Request!.Value, effect.Chatter, approve: true, effect.Reason, cancellationToken),
        EffectKind.DenyUnbanRequest => enforcer.ResolveUnbanRequestAsync(effect.Broadcaster, hold.Appeal!.Request!.Value, effect.Chatter, approve: false, effect.Reason, cancellationToken),
        EffectKind.TellSender => enforcer.SayAsync(effect.Broadcaster, effect.Reason!, replyTo: null, cancellationToken),
        _ => throw new System.Diagnostics.UnreachableException($"Effect kind {effect.Kind}."),
    };

    /// <summary>The senders' names lead, so that nobody's text can start a line in ModBot's name.</summary>
    private static string Quote(Hold hold)
    {
        if (hold.RaidSize is { } size) return $"{hold.Message.Chatter.DisplayName} and others (approved, x {size}): \u201c{hold.Message.Text}\u201d";
        var names = hold.Lines.Select(line => line.Chatter.DisplayName).Append(hold.Message.Chatter.DisplayName).Distinct();
        var texts = hold.Lines.Select(line => line.Text).Append(hold.Message.Text);
        return $"{string.Join(", ", names)} (approved): \u201c{string.Join(' ', texts)}\u201d";
    }

    private async Task RecordAsync(Hold hold, Effect effect, EnforcementResult result, CancellationToken cancellationToken)
    {
        // Others may change the hold meanwhile; what was done on Twitch is told of whatever version there is now.
        for (var current = hold; Describe(current, effect, result) is { } change;)
        {
            var changed = await store.ChangeAsync(change.Hold, change.Entry, change.Effects, cancellationToken);
            if (changed is not ChangeResult.Stale stale) break;
            current = stale.Current;
        }
    }

    private Transition? Describe(Hold hold, Effect effect, EnforcementResult result)
    {
        var now = time.GetUtcNow();
        switch (effect.Kind, result)
        {
            // The hold's own message says what kind the hold is.
            case (EffectKind.DeleteMessage, EnforcementResult.Done) when effect.Message is not null:
                return null;
            case (EffectKind.DeleteMessage, EnforcementResult.Refused or EnforcementResult.Failed) when effect.Message is { } message && hold.Lines.All(line => line.Id != message):
                return null;
            case (EffectKind.DeleteMessage, EnforcementResult.Refused refused) when effect.Message is not null:
                return HoldLifecycle.EffectFailed(hold, now, effect.Kind, refused.Reason);
            case (EffectKind.DeleteMessage, EnforcementResult.Done) when hold.Kind != HoldKind.Deleted:
                return HoldLifecycle.MessageDeleted(hold, now);
            // A moderator deleted it meanwhile; what the refusal says is about that.
            case (EffectKind.DeleteMessage, EnforcementResult.Refused) when hold.Resolution is { IsOnTwitch: true }:
                return null;
            case (EffectKind.DeleteMessage, EnforcementResult.Refused refused):
                return HoldLifecycle.DeleteRefused(hold, now, refused.Reason);
            case (EffectKind.PostQuote, EnforcementResult.Done done):
                return HoldLifecycle.QuotePosted(hold, now, done.Message);
            case (EffectKind.DeleteQuote, EnforcementResult.Done):
                return HoldLifecycle.QuoteDeleted(hold, now);
            case (_, EnforcementResult.Refused refused):
                return HoldLifecycle.EffectFailed(hold, now, effect.Kind, refused.Reason);
            case (_, EnforcementResult.Failed failed):
                return HoldLifecycle.EffectFailed(hold, now, effect.Kind, failed.Reason);
            default:
                return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Effect {Effect} failed at attempt {Attempt}: {Reason}")]
    private partial void LogFailed(string effect, int attempt, string reason);
}

using Microsoft.Extensions.Logging;
using ModBot.Context;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>
/// Puts decided messages into the store, once each, with the effects that follow. When the store is away a message waits here: it stays visible meanwhile (what is not recorded is
/// not deleted) and is neither dropped nor forgotten while the process lives.
/// </summary>
public sealed partial class HoldQueue(IHoldStore store, OutboxSignal outbox, HoldMetrics metrics, ChatContext context, SenderNotices notices, TimeProvider time, ILogger<HoldQueue> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Leaves the time that lapsing here and the call to Twitch take.</summary>
    private static readonly TimeSpan BeforeTwitch = HoldPriority.TwitchKeepsFor - TimeSpan.FromSeconds(30);

    private int waiting;

    /// <summary>Messages that wait for the store to come back.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Holds a message for moderators; where the channel's mode is more than observing, it is deleted.</summary>
    public Task<Hold> HoldAsync(ChatMessage message, Decision decision, ChannelPolicy policy, CancellationToken cancellationToken) =>
        HoldAsync(NewHold(message, decision, policy, HoldKind.Flagged), policy, cancellationToken);

    /// <summary>Holds the messages of a raid on one card: the last of them, with those before it as the decision's lines.</summary>
    public Task<Hold> HoldRaidAsync(ChatMessage message, Decision decision, ChannelPolicy policy, CancellationToken cancellationToken) =>
        HoldAsync(NewHold(message, decision, policy, HoldKind.Flagged) with { RaidSize = decision.Lines.Length + 1 }, policy, cancellationToken);

    /// <summary>Queues a message that Twitch holds.</summary>
    public Task<Hold> AdoptAsync(ChatMessage message, Decision decision, ChannelPolicy policy, CancellationToken cancellationToken) =>
        AddAsync(NewHold(message, decision, policy, HoldKind.Twitch), HistoryAction.Held, [], cancellationToken);

    /// <summary>Acts at once on what the channel's policy is sure of. The act is a hold that is born denied, so that it is explained, counted and undone like any other.</summary>
    /// <remarks>The ladder may make the sanction worse; its ban is only proposed, on a hold that stays open, unless config lets ModBot ban.</remarks>
    public async Task<Hold> EnforceAsync(ChatMessage message, Decision decision, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var hold = NewHold(message, decision, policy, HoldKind.Flagged);
        var ladder = policy.Config.Ladder;
        var ruling = new Ruling(RulingVerb.Deny, Sanction.Of(decision.Verdict, policy.Config.Enforce.Timeout), decision.Reasons[0].Text);
        ruling = await UntilStoredAsync(() => Ladder.CompleteAsync(store, hold, ruling, ladder, hold.CreatedAt, cancellationToken), cancellationToken);
        List<Effect> effects = [Effect.For(hold, EffectKind.DeleteMessage)];
        if (ruling is { Ladder: not null, Sanction.Kind: SanctionKind.Ban } && !ladder.BanWithoutModerator)
        {
            return await AddAsync(hold with { Proposal = new Proposal(Actor.ModBot, hold.CreatedAt, ruling) }, HistoryAction.Proposed, effects, cancellationToken);
        }
        if (ruling.Sanction is { } sanction) effects.Add(Effect.For(hold, sanction.Effect, sanction.Duration, ruling.Reason));
        hold = hold with { State = HoldState.Denied, Resolution = new Resolution(Actor.ModBot, hold.CreatedAt, ruling, HoldKind.Flagged) };
        return await AddAsync(hold, HistoryAction.Enforced, effects, cancellationToken);
    }

    private Task<Hold> HoldAsync(Hold hold, ChannelPolicy policy, CancellationToken cancellationToken) =>
        AddAsync(hold, HistoryAction.Held, policy.Config.Mode == ChannelMode.Observe ? [] : [.. Deletes(hold, policy)], cancellationToken);

    private IEnumerable<Effect> Deletes(Hold hold, ChannelPolicy policy)
    {
        if (IsDeletable(hold.Message.Chatter))
        {
            yield return Effect.For(hold, EffectKind.DeleteMessage);
            if (notices.Of(hold, policy, hold.CreatedAt) is { } notice) yield return notice;
        }
        foreach (var line in hold.Lines.Where(line => IsDeletable(line.Chatter))) yield return Effect.Delete(hold, line);
    }

    /// <summary>Twitch deletes no text of a moderator's or the broadcaster's.</summary>
    internal static bool IsDeletable(Chatter chatter) => (chatter.Badges & (Badges.Moderator | Badges.LeadModerator | Badges.Broadcaster)) == 0;

    private Hold NewHold(ChatMessage message, Decision decision, ChannelPolicy policy, HoldKind kind)
    {
        var now = time.GetUtcNow();
        return new Hold
        {
            Id = HoldId.Of(message.Id),
            Kind = kind,
            Message = message,
            Decision = decision,
            CreatedAt = now,
            ExpiresAt = now + ExpireAfter(decision, kind, policy.Config.Holds),
            Context = context.Open(message, decision.Lines, policy.Config.Context.Lines),
        };
    }

    /// <summary>What shall happen on Twitch to a message that Twitch holds must happen before Twitch lets it lapse.</summary>
    private static TimeSpan ExpireAfter(Decision decision, HoldKind kind, HoldsConfig config)
    {
        var after = config.ExpireAfterOf(decision.Source);
        return kind == HoldKind.Twitch && config.WhenLapsedOf(decision.Source) != LapseAction.Leave && after > BeforeTwitch ? BeforeTwitch : after;
    }

    private async Task<Hold> AddAsync(Hold hold, HistoryAction action, IReadOnlyList<Effect> effects, CancellationToken cancellationToken)
    {
        var ruling = hold.Resolution?.Ruling ?? hold.Proposal?.Ruling;
        var entry = new HistoryEntry(hold.Version, hold.CreatedAt, Actor.ModBot, action, ruling is null ? hold.Decision.Reasons.FirstOrDefault()?.Text : HoldLifecycle.Describe(ruling));
        var result = await UntilStoredAsync(() => store.AddAsync(hold, entry, effects, cancellationToken), cancellationToken);
        if (!result.Added) return result.Hold;
        metrics.Held(result.Hold, effects.Count(effect => effect.Kind == EffectKind.DeleteMessage));
        if (effects.Count > 0) outbox.Raise(hold.Broadcaster);
        return result.Hold;
    }

    /// <summary>Tries until the store is there.</summary>
    internal async Task<T> UntilStoredAsync<T>(Func<Task<T>> store, CancellationToken cancellationToken)
    {
        try
        {
            return await store();
        }
        catch (HoldStoreUnavailableException e)
        {
            LogWaiting(Interlocked.Increment(ref waiting), e.Message);
        }
        try
        {
            while (true)
            {
                await Task.Delay(RetryAfter, time, cancellationToken);
                try
                {
                    return await store();
                }
                catch (HoldStoreUnavailableException)
                {
                    // Said once above; readiness shows it meanwhile.
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    [LoggerMessage(LogLevel.Error, "The hold store is away; {Waiting} flagged messages wait for it, still visible in chat. {Reason}")]
    private partial void LogWaiting(int waiting, string reason);
}

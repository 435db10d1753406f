using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Review;

/// <summary>
/// Where every decision about a hold is made, whatever the surface: permission, then expected version, then compare-and-set with its history entry in one step, then
/// effects through the outbox. Two moderators on one hold give one effect and one "handled by". Thread-safe.
/// </summary>
public sealed class ReviewDesk(IHoldStore store, PolicyBook policies, OutboxSignal outbox, HoldMetrics metrics, TimeProvider time, ChatContext? context = null, SenderNotices? notices = null)
{
    /// <summary>More than a team can look at; beyond it only the oldest are sorted.</summary>
    private const int MaxSorted = 5000;

    private readonly ActLimits limits = new();

    /// <summary>Who this is here, or null for somebody without a role.</summary>
    public Role? RoleOf(BroadcasterId broadcaster, Chatter chatter) => policies.For(broadcaster).Roles.Of(chatter);

    /// <summary>What somebody may do with a hold as it stands: what a surface shows them.</summary>
    public Offer OfferTo(Chatter moderator, Hold hold) =>
        Offer.Of(RoleOf(hold.Broadcaster, moderator), hold, moderator.Id, time.GetUtcNow(), policies.For(hold.Broadcaster).Config.Holds);

    /// <summary>Open holds in the channel's order. Reading is for those who may view; the caller has checked that.</summary>
    public async Task<IReadOnlyList<Hold>> ListOpenAsync(BroadcasterId broadcaster, int limit, CancellationToken cancellationToken)
    {
        var order = policies.For(broadcaster).Config.Holds.Order;
        // The store lists the oldest first; which are first in any other order, only all of them show.
        var open = await store.ListOpenAsync(broadcaster, order == HoldOrder.Oldest ? limit : Math.Max(limit, MaxSorted), cancellationToken);
        return [.. HoldPriority.Sort(open, order, time.GetUtcNow()).Take(limit)];
    }

    public Task<long> CountOpenAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) => store.CountOpenAsync(broadcaster, cancellationToken);

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, ShortCode code, CancellationToken cancellationToken) => store.FindAsync(broadcaster, code, cancellationToken);

    /// <summary>What was said around a held message, as far as this process has heard it; null where the channel keeps none.</summary>
    public HoldContext? ContextOf(Hold hold) => context?.Of(hold.Message.Id, hold.Context) ?? hold.Context;

    public Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(Hold hold, CancellationToken cancellationToken) =>
        store.ReadHistoryAsync(hold.Broadcaster, hold.Id, cancellationToken);

    /// <summary>What a chatter sent that was held in a channel, the oldest first; as much as is kept (<see cref="IHoldStore.ReadOfAsync"/>).</summary>
    public Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken) =>
        store.ReadOfAsync(broadcaster, chatter, DateTimeOffset.MinValue, cancellationToken);

    /// <summary>
    /// Approves or denies; for a role that may only propose, notes the proposal. A denial that names no sanction takes that of the sender's step on the ladder, as far as the role may give it; a ban
    /// is then only proposed, unless config lets it be given.
    /// </summary>
    /// <param name="expectedVersion">The version that the moderator saw, where the surface shows one; a newer hold is then <see cref="ReviewResult.Stale"/>.</param>
    public async Task<ReviewResult> ResolveAsync(Chatter moderator, BroadcasterId broadcaster, HoldId id, Ruling ruling, long? expectedVersion, CancellationToken cancellationToken)
    {
        var byLadder = await Ladder.ReadStepAsync(store, broadcaster, id, ruling, policies.For(broadcaster).Config.Ladder, time.GetUtcNow(), cancellationToken);
        var result = await LimitedAsync(moderator, broadcaster, () => ChangeAsync(broadcaster, id, expectedVersion, hold => Resolve(moderator, hold, ruling, byLadder), cancellationToken));
        // The first messages of a raid may have been held by themselves before there was a card.
        if (result is ReviewResult.Done { Hold: { RaidSize: not null, State: HoldState.Denied } card })
        {
            foreach (var line in card.Lines) await ChangeAsync(broadcaster, HoldId.Of(line.Id), null, hold => Resolve(moderator, hold, ruling with { Sanction = null }, null), cancellationToken);
        }
        return result is ReviewResult.Done { Hold.Appeal: not null } judged ? await FollowAppealAsync(moderator, judged, cancellationToken) : result;
    }

    /// <summary>Keeps other moderators away from a hold for a while.</summary>
    public Task<ReviewResult> ClaimAsync(Chatter moderator, BroadcasterId broadcaster, SeenHold seen, CancellationToken cancellationToken) =>
        ChangeAsync(broadcaster, seen.Id, seen.Version, hold => Claim(moderator, hold, takesOver: false), cancellationToken);

    /// <summary>Claims a hold, also one that somebody else works on: for those who may decide it.</summary>
    public Task<ReviewResult> TakeAsync(Chatter moderator, BroadcasterId broadcaster, SeenHold seen, CancellationToken cancellationToken) =>
        ChangeAsync(broadcaster, seen.Id, seen.Version, hold => Claim(moderator, hold, takesOver: true), cancellationToken);

    /// <summary>Gives a claim back before it lapses.</summary>
    public Task<ReviewResult> ReleaseAsync(Chatter moderator, BroadcasterId broadcaster, SeenHold seen, CancellationToken cancellationToken) =>
        ChangeAsync(broadcaster, seen.Id, seen.Version, hold => Release(moderator, hold), cancellationToken);

    /// <summary>Leaves a note for other moderators, on an open hold or an ended one.</summary>
    public Task<ReviewResult> NoteAsync(Chatter moderator, BroadcasterId broadcaster, SeenHold seen, string text, CancellationToken cancellationToken) =>
        ChangeAsync(broadcaster, seen.Id, seen.Version, hold => Note(moderator, hold, text), cancellationToken);

    /// <summary>Claims the first hold, in the channel's order, that nobody else has claimed, or finds none.</summary>
    public async Task<ReviewResult> ClaimNextAsync(Chatter moderator, BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        foreach (var hold in await ListOpenAsync(broadcaster, MaxSorted, cancellationToken))
        {
            // What somebody proposed waits for a second pair of eyes, not for theirs.
            if (hold.Proposal?.By.Id == moderator.Id || ClaimedByOther(hold, moderator) is not null) continue;
            var result = await ClaimAsync(moderator, broadcaster, hold.Id, cancellationToken);
            if (result is ReviewResult.Done or ReviewResult.Forbidden) return result;
        }
        return new ReviewResult.NotFound();
    }

    /// <summary>Takes a decision back within the channel's window, and reverses on Twitch what can be reversed.</summary>
    public Task<ReviewResult> UndoAsync(Chatter moderator, BroadcasterId broadcaster, SeenHold seen, CancellationToken cancellationToken) =>
        LimitedAsync(moderator, broadcaster, () => ChangeAsync(broadcaster, seen.Id, seen.Version, hold => Undo(moderator, hold), cancellationToken));

    /// <summary>Lets every hold lapse whose time is over; returns how many did.</summary>
    public async Task<int> ExpireDueAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        var expired = 0;
        foreach (var due in await store.ListDueAsync(broadcaster, time.GetUtcNow(), 100, cancellationToken))
        {
            var result = await ChangeAsync(broadcaster, due.Id, null, Expire, cancellationToken);
            if (result is ReviewResult.Done) expired++;
        }
        return expired;
    }

    /// <summary>Closes a hold that was decided on Twitch itself; one that is closed already, or that <paramref name="isConcerned"/> leaves out, stays as it is.</summary>
    public Task<ReviewResult> CloseOnTwitchAsync(BroadcasterId broadcaster, HoldId id, Ruling ruling, Actor by, Func<Hold, bool> isConcerned, CancellationToken cancellationToken) =>
        ChangeAsync(broadcaster, id, null, hold => hold.IsOpen && isConcerned(hold) ? HoldLifecycle.CloseOnTwitch(hold, ruling, by, time.GetUtcNow()) : new ReviewResult.AlreadyResolved(hold), cancellationToken);

    /// <summary>Notes that somebody lifted the timeout or ban that decisions about a chatter came with.</summary>
    public async Task LiftSanctionsAsync(BroadcasterId broadcaster, ChatterId chatter, Actor by, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - policies.For(broadcaster).Config.Holds.KeepFor;
        foreach (var sent in await store.ReadOfAsync(broadcaster, chatter, since, cancellationToken))
        {
            if (IsInForce(sent) && sent.IsOnlyOf(chatter)) await ChangeAsync(broadcaster, sent.Id, null, hold => hold.Removes ? HoldLifecycle.LiftSanction(hold, by, time.GetUtcNow()) : new ReviewResult.AlreadyResolved(hold), cancellationToken);
        }
    }

    /// <summary>A timeout that ran out long ago is not what somebody lifts now.</summary>
    private bool IsInForce(Hold hold) => hold is { Removes: true, Resolution: { Ruling.Sanction: var sanction, At: var at } } && !(at + sanction?.Duration <= time.GetUtcNow());

    /// <summary>What a decided appeal means for the hold that it was about.</summary>
    private async Task<ReviewResult> FollowAppealAsync(Chatter moderator, ReviewResult.Done judged, CancellationToken cancellationToken)
    {
        var (appeal, isGranted) = (judged.Hold, judged.Hold.State == HoldState.Approved);
        // Letting somebody in again says nothing against the ban.
        if (isGranted && appeal.Appeal!.Request is not null) await LiftSanctionsAsync(appeal.Broadcaster, appeal.Message.Chatter.Id, Actor.Of(moderator), cancellationToken);
        if (appeal.Appeal!.About is not { } id || await store.FindAsync(appeal.Broadcaster, id, cancellationToken) is not { } about) return judged;
        if (isGranted && appeal.Appeal.Request is null) await ChangeAsync(appeal.Broadcaster, id, null, hold => Overturn(moderator, hold, appeal), cancellationToken);
        // Leads and broadcasters answer for their channel; others leave an appeal against themselves to somebody else.
        return judged with { IsOwnDecision = about.Resolution?.By.Id == moderator.Id && RoleOf(appeal.Broadcaster, moderator)?.Has(Permissions.Roles) != true };
    }

    /// <summary>What others did in a split message or a raid stands, and what was opened again meanwhile is decided anew.</summary>
    private Step Overturn(Chatter moderator, Hold hold, Hold appeal) => hold.State is HoldState.Denied or HoldState.Expired && hold.IsOnlyOf(appeal.Message.Chatter.Id)
        ? HoldLifecycle.Overturn(hold, appeal.Code, Actor.Of(moderator), time.GetUtcNow())
        : new ReviewResult.AlreadyResolved(hold);

    private Step Resolve(Chatter moderator, Hold hold, Ruling ruling, Ruling? byLadder)
    {
        var role = RoleOf(hold.Broadcaster, moderator);
        var permission = ruling.Verb == RulingVerb.Approve ? Permissions.Approve : Permissions.Deny;
        // Who may not give a ban does not lift one.
        var sanction = ruling.Verb == RulingVerb.Approve ? HoldLifecycle.LiftedBy(hold, time.GetUtcNow()) : ruling.Sanction;
        var authority = Authority.Over(role, hold.Decision, permission, sanction);
        if (authority.Refusal is { } refusal) return new ReviewResult.Forbidden(refusal);
        if (!hold.IsOpen) return new ReviewResult.AlreadyResolved(hold);
        if (ClaimedByOther(hold, moderator) is { } other) return new ReviewResult.ClaimedByOther(hold, other);
        var by = Actor.Of(moderator);
        if (authority.MustPropose) return new Step(HoldLifecycle.Propose(hold, by, ruling, time.GetUtcNow()), IsProposal: true);
        return byLadder is null ? HoldLifecycle.Resolve(hold, by, ruling, time.GetUtcNow()) : DenyByLadder(role!, hold, by, byLadder);
    }

    private Step DenyByLadder(Role role, Hold hold, Actor by, Ruling ruling)
    {
        var sanction = ruling.Sanction!;
        if (sanction.Kind != SanctionKind.Ban) return HoldLifecycle.Resolve(hold, by, ruling with { Sanction = Authority.Soften(role, sanction) }, time.GetUtcNow());
        if (policies.For(hold.Broadcaster).Config.Ladder.BanWithoutModerator && role.Has(Permissions.Ban)) return HoldLifecycle.Resolve(hold, by, ruling, time.GetUtcNow());
        // Denied plainly once more it is still no decision for a ban.
        if (hold.Proposal is { By.IsModBot: true }) return new ReviewResult.Proposed(hold);
        return new Step(HoldLifecycle.ProposeBan(hold, by, ruling, time.GetUtcNow()), IsProposal: true);
    }

    private Step Claim(Chatter moderator, Hold hold, bool takesOver)
    {
        var role = RoleOf(hold.Broadcaster, moderator);
        if (role?.Has(Permissions.Claim) != true) return Needs(Permissions.Claim);
        if (!hold.IsOpen) return new ReviewResult.AlreadyResolved(hold);
        if (ClaimedByOther(hold, moderator) is { } other)
        {
            if (!takesOver) return new ReviewResult.ClaimedByOther(hold, other);
            if (!Authority.MayDecide(role, hold.Decision)) return new ReviewResult.Forbidden($"the role {role.Name} may not decide it, so it takes it from nobody");
        }
        return HoldLifecycle.Claim(hold, Actor.Of(moderator), time.GetUtcNow(), policies.For(hold.Broadcaster).Config.Holds.ClaimFor);
    }

    private Step Release(Chatter moderator, Hold hold)
    {
        if (RoleOf(hold.Broadcaster, moderator)?.Has(Permissions.Claim) != true) return Needs(Permissions.Claim);
        if (!hold.IsOpen) return new ReviewResult.AlreadyResolved(hold);
        if (ClaimedByOther(hold, moderator) is { } other) return new ReviewResult.ClaimedByOther(hold, other);
        if (hold.ClaimedBy(time.GetUtcNow()) is null) return new ReviewResult.Refused("nobody has claimed it");
        return HoldLifecycle.Release(hold, Actor.Of(moderator), time.GetUtcNow());
    }

    private Step Note(Chatter moderator, Hold hold, string text)
    {
        if (RoleOf(hold.Broadcaster, moderator)?.Has(Permissions.Claim) != true) return Needs(Permissions.Claim);
        if (hold.IsErased) return new ReviewResult.Refused("its sender was forgotten");
        if (!HoldNote.TryRead(text, out var note)) return new ReviewResult.Refused($"a note has 1 to {HoldNote.MaxLength} characters");
        return HoldLifecycle.Note(hold, Actor.Of(moderator), note, time.GetUtcNow());
    }

    private Step Undo(Chatter moderator, Hold hold)
    {
        var role = RoleOf(hold.Broadcaster, moderator);
        if (role?.Has(Permissions.Undo) != true) return Needs(Permissions.Undo);
        if (hold.Resolution is not { } resolution) return new ReviewResult.CannotUndo("it is still open");
        // Who may not give a ban does not lift one.
        var permission = resolution.Ruling.Verb == RulingVerb.Approve ? Permissions.Approve : Permissions.Deny;
        var authority = Authority.Over(role, hold.Decision, permission, resolution.Ruling.Sanction);
        if (authority.MustPropose || authority.Refusal is not null) return new ReviewResult.Forbidden(authority.Refusal ?? Needs(permission).Reason);
        if (hold.State == HoldState.Expired) return new ReviewResult.CannotUndo(resolution.Ruling.LapsedAs is null ? "it lapsed; nobody decided it" : "it lapsed, and the channel's settings say what happens then; nobody decided it");
        if (hold.Appeal is { Request: not null }) return new ReviewResult.CannotUndo("Twitch has told the sender, and no lifted ban is put back by itself; ban or unban by hand");
        if (hold is { Appeal: not null, State: HoldState.Approved }) return new ReviewResult.CannotUndo("the appeal was granted; what it was about can be undone instead");
        var config = policies.For(hold.Broadcaster).Config.Holds;
        var now = time.GetUtcNow();
        if (now - resolution.At > config.UndoFor) return new ReviewResult.CannotUndo($"the time for undoing, {config.UndoFor.TotalMinutes:0.#} min, is over");
        return HoldLifecycle.Undo(hold, Actor.Of(moderator), now, hold.Appeal is null ? config.ExpireAfterOf(hold.Source) : policies.For(hold.Broadcaster).Config.Appeals.ExpireAfter);
    }

    private Step Expire(Hold hold)
    {
        var now = time.GetUtcNow();
        if (!hold.IsOpen || hold.ExpiresAt > now) return new ReviewResult.AlreadyResolved(hold);
        return HoldLifecycle.Resolve(hold, Actor.ModBot, new Ruling(RulingVerb.Expire) { LapsedAs = OutcomeOfLapse(hold) }, now);
    }

    private RulingVerb? OutcomeOfLapse(Hold hold)
    {
        var config = policies.For(hold.Broadcaster).Config;
        // A channel that only observes is not touched without a moderator, and what somebody asked for is granted or refused by nobody else.
        return config.Mode == ChannelMode.Observe || hold.Appeal is not null ? null : config.Holds.WhenLapsedOf(hold.Source) switch { LapseAction.Approve => RulingVerb.Approve, LapseAction.Deny => RulingVerb.Deny, _ => null };
    }

    private Actor? ClaimedByOther(Hold hold, Chatter moderator) =>
        hold.ClaimedBy(time.GetUtcNow()) is { } claimer && claimer.Id != moderator.Id ? claimer : null;

    private static ReviewResult.Forbidden Needs(Permissions permission) => new($"needs the permission {permission}");

    /// <summary>Counts an act against the role's limit, where something came of it.</summary>
    private async Task<ReviewResult> LimitedAsync(Chatter moderator, BroadcasterId broadcaster, Func<Task<ReviewResult>> act)
    {
        var perMinute = RoleOf(broadcaster, moderator)?.ActsPerMinute;
        if (limits.TryTake(broadcaster, moderator.Id, perMinute, time.GetUtcNow()) is { } retryAfter) return new ReviewResult.LimitReached(perMinute!.Value, retryAfter);
        var result = await act();
        if (perMinute is not null && result is not (ReviewResult.Done or ReviewResult.Proposed)) limits.GiveBack(broadcaster, moderator.Id);
        return result;
    }

    /// <summary>Every change goes through here. Without an expected version a lost race is judged anew on the hold as it is now.</summary>
    private async Task<ReviewResult> ChangeAsync(BroadcasterId broadcaster, HoldId id, long? expectedVersion, Func<Hold, Step> decide, CancellationToken cancellationToken)
    {
        var hold = await store.FindAsync(broadcaster, id, cancellationToken);
        while (hold is not null)
        {
            // The card of a raid grows while a moderator looks at it.
            if (expectedVersion is { } expected && expected != hold.Version && !(hold.IsOpen && hold.RaidSize is not null)) return hold.IsOpen ? new ReviewResult.Stale(hold) : new ReviewResult.AlreadyResolved(hold);
            var step = decide(hold);
            if (step.Transition is not { } transition) return step.Refusal!;
            transition = Complete(transition);
            switch (await store.ChangeAsync(transition.Hold, transition.Entry, transition.Effects, cancellationToken))
            {
                case ChangeResult.Changed changed:
                    Announce(hold, changed.Hold, transition);
                    return step.IsProposal ? new ReviewResult.Proposed(changed.Hold) : new ReviewResult.Done(changed.Hold);
                case ChangeResult.Stale stale:
                    hold = stale.Current;
                    break;
                default:
                    return new ReviewResult.NotFound();
            }
        }
        return new ReviewResult.NotFound();
    }

    /// <summary>What was said in chat since goes into the store with the change, and so costs no write of its own; and the sender is told how it ended.</summary>
    private Transition Complete(Transition transition)
    {
        var hold = transition.Hold with { Context = ContextOf(transition.Hold) };
        var isDecision = transition.Entry.Action is HistoryAction.Approved or HistoryAction.Denied && hold.Kind == HoldKind.Deleted;
        var notice = isDecision ? notices?.Of(hold, policies.For(hold.Broadcaster), transition.Entry.At) : null;
        return transition with { Hold = hold, Effects = notice is null ? transition.Effects : [.. transition.Effects, notice] };
    }

    private void Announce(Hold before, Hold after, Transition transition)
    {
        if (transition.Effects.Count > 0) outbox.Raise(after.Broadcaster);
        if (before.IsOpen && !after.IsOpen) metrics.Resolved(after, transition.Entry.At);
    }
}

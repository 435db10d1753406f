using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Review;

/// <summary>
/// What somebody may do with a hold as it stands: what a surface shows them. It promises nothing: the desk judges each act anew when it is done.
/// </summary>
public sealed record Offer
{
    public static Offer Nothing { get; } = new();

    public bool Approve { get; private init; }

    public bool Deny { get; private init; }

    /// <summary>Approving and denying only propose: a second moderator confirms.</summary>
    public bool Proposes { get; private init; }

    public bool Warn { get; private init; }

    /// <summary>The longest timeout; zero for none.</summary>
    public TimeSpan LongestTimeout { get; private init; }

    public bool Ban { get; private init; }

    /// <summary>Approving may permit the blocked term for good, too.</summary>
    public bool PermitTerm { get; private init; }

    public bool Claim { get; private init; }

    /// <summary>Somebody else's claim may be taken over.</summary>
    public bool Take { get; private init; }

    public bool Release { get; private init; }

    public bool Note { get; private init; }

    public bool Undo { get; private init; }

    /// <summary>Pure.</summary>
    internal static Offer Of(Role? role, Hold hold, ChatterId who, DateTimeOffset now, HoldsConfig config)
    {
        if (role is null) return Nothing;
        var claims = role.Has(Permissions.Claim);
        var offer = Nothing with { Note = claims && !hold.IsErased };
        if (!hold.IsOpen) return offer with { Undo = MayUndo(role, hold, now, config) };
        if (hold.ClaimedBy(now) is { } claimer && claimer.Id != who) return offer with { Take = claims && Authority.MayDecide(role, hold.Decision) };
        var (approve, deny) = (Over(Permissions.Approve, HoldLifecycle.LiftedBy(hold, now)), Over(Permissions.Deny));
        return offer with
        {
            Approve = approve.Refusal is null,
            Deny = deny.Refusal is null,
            Proposes = approve.MustPropose || deny.MustPropose,
            Warn = Sanctions(new Sanction(SanctionKind.Warn)),
            LongestTimeout = Sanctions(new Sanction(SanctionKind.Timeout, TimeSpan.FromSeconds(1))) ? role.MaxTimeout : TimeSpan.Zero,
            Ban = Sanctions(new Sanction(SanctionKind.Ban)),
            PermitTerm = approve is { Refusal: null, MustPropose: false } && role.Has(Permissions.Terms) && TermPermit.IsHeldForTerm(hold.Decision),
            Claim = claims && hold.ClaimedBy(now) is null,
            Release = claims && hold.ClaimedBy(now) is not null,
        };

        Authority Over(Permissions permission, Sanction? sanction = null) => Authority.Over(role, hold.Decision, permission, sanction);

        bool Sanctions(Sanction sanction) => hold.Appeal is null && HoldQueue.IsDeletable(hold.Message.Chatter) && Over(Permissions.Deny, sanction).Refusal is null;
    }

    private static bool MayUndo(Role role, Hold hold, DateTimeOffset now, HoldsConfig config)
    {
        if (!role.Has(Permissions.Undo) || hold is { Appeal.Request: not null } or { Appeal: not null, State: HoldState.Approved }) return false;
        if (hold is not { Resolution: { } resolution, State: not HoldState.Expired } || now - resolution.At > config.UndoFor) return false;
        var permission = resolution.Ruling.Verb == RulingVerb.Approve ? Permissions.Approve : Permissions.Deny;
        return Authority.Over(role, hold.Decision, permission, resolution.Ruling.Sanction) is { Refusal: null, MustPropose: false };
    }
}

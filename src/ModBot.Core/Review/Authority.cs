using ModBot.Holds;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Review;

/// <summary>How far a role reaches over one hold. Pure.</summary>
/// <param name="Refusal">Why not at all; null when the act may go on.</param>
/// <param name="MustPropose">The act may only be proposed.</param>
internal readonly record struct Authority(string? Refusal, bool MustPropose)
{
    /// <param name="permission">Approve or Deny.</param>
    public static Authority Over(Role? role, Decision decision, Permissions permission, Sanction? sanction)
    {
        if (role is null) return new Authority("needs a moderator's role", false);
        if (Exceeds(role, sanction) is { } excess) return new Authority(excess, false);
        var mayDecide = role.Has(permission) ? role.IsClearedFor(decision) : IsClearedOnTrial(role, decision);
        if (mayDecide) return new Authority(null, false);
        if (role.Has(Permissions.Propose)) return new Authority(null, true);
        return new Authority(role.Has(permission) ? $"the role {role.Name} is not cleared for this category" : $"needs the permission {permission}", false);
    }

    /// <summary>Whether the role decides such a hold by itself, one way or the other.</summary>
    public static bool MayDecide(Role role, Decision decision) =>
        new[] { Permissions.Approve, Permissions.Deny }.Any(permission => Over(role, decision, permission, null) is { Refusal: null, MustPropose: false });

    /// <summary>A sanction as far as the role may give it: a shorter timeout, a warning, or none.</summary>
    /// <param name="wanted">A warning or a timeout; a ban is given whole or not at all.</param>
    public static Sanction? Soften(Role role, Sanction wanted)
    {
        if (Exceeds(role, wanted) is null) return wanted;
        if (wanted.Kind == SanctionKind.Timeout && role.Has(Permissions.Timeout) && role.MaxTimeout >= TimeoutLimits.Shortest) return wanted with { Duration = role.MaxTimeout };
        return wanted.Kind == SanctionKind.Timeout && role.Has(Permissions.Warn) ? new Sanction(SanctionKind.Warn) : null;
    }

    /// <summary>Somebody on trial decides alone only in categories that config names, so a hold that names none is never among them.</summary>
    private static bool IsClearedOnTrial(Role role, Decision decision) =>
        role.Has(Permissions.Propose) && role.Clearance is { Count: > 0 } && decision.Reasons.Any(reason => reason.Category is not null) && role.IsClearedFor(decision);

    private static string? Exceeds(Role role, Sanction? sanction)
    {
        if (sanction is null) return null;
        var permission = sanction.Kind switch { SanctionKind.Warn => Permissions.Warn, SanctionKind.Timeout => Permissions.Timeout, _ => Permissions.Ban };
        if (!role.Has(permission)) return $"needs the permission {permission}";
        return sanction.Duration > role.MaxTimeout ? $"the role {role.Name} may time out for at most {role.MaxTimeout}" : null;
    }
}

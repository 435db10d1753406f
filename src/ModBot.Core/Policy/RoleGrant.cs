namespace ModBot.Policy;

/// <summary>Who may give and take which role, whatever the surface. Pure.</summary>
public static class RoleGrant
{
    /// <summary>Why somebody may not make another person's role this one, as a sentence; null when they may.</summary>
    /// <param name="giver">The role of who gives it, with <see cref="Permissions.Roles"/>.</param>
    /// <param name="roles">The channel's roles.</param>
    /// <param name="whom">What to call the other person.</param>
    /// <param name="before">The role that the other person was given before, if any.</param>
    /// <param name="role">The role they shall have: a name, or <see cref="RoleBook.None"/>; null takes the given one away, so that badges decide.</param>
    public static string? ProblemOf(Role giver, RoleBook roles, string whom, string? before, string? role)
    {
        if (role is not null && role != RoleBook.None)
        {
            if (roles.Find(role) is not { } given) return $"There is no role {role}; roles are {NamesOf(roles)}.";
            if (given.Name == "broadcaster") return "There is one broadcaster, and Twitch says who.";
            if (!giver.Covers(given)) return $"The role {role} may more than yours, {giver.Name}; somebody who has it can give it.";
        }
        return before is not null && roles.Find(before) is { } taken && !giver.Covers(taken) ? $"{whom} has the role {before}, which may more than yours, {giver.Name}." : null;
    }

    /// <summary>All that can be given, for messages.</summary>
    public static string NamesOf(RoleBook roles) => string.Join(", ", roles.Names.Append(RoleBook.None));
}

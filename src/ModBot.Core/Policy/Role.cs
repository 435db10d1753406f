using System.Collections.Immutable;
using ModBot.Classification;

namespace ModBot.Policy;

/// <summary>A named set of permissions with its limits.</summary>
/// <param name="MaxTimeout">The longest timeout that the role may give.</param>
/// <param name="Clearance">Categories whose holds the role may decide; null means all.</param>
/// <param name="ActsPerMinute">How many decisions one person of the role may make within a minute; null for as many as they like.</param>
public sealed record Role(string Name, Permissions Permissions, TimeSpan MaxTimeout, ImmutableHashSet<Category>? Clearance = null, int? ActsPerMinute = null)
{
    public bool Has(Permissions permission) => (Permissions & permission) == permission;

    /// <summary>Whether the other role may nothing that this one may not: nobody gives or takes a role that reaches beyond their own.</summary>
    public bool Covers(Role other) =>
        Has(other.Permissions) && MaxTimeout >= other.MaxTimeout && CoversClearance(other) && (ActsPerMinute is null || other.ActsPerMinute <= ActsPerMinute);

    /// <summary>Whether the role is cleared for every category that a hold names; holds by rules alone need no clearance.</summary>
    public bool IsClearedFor(Decision decision) =>
        Clearance is null || decision.Reasons.All(reason => reason.Category is not { } category || Clearance.Contains(category));

    private bool CoversClearance(Role other) =>
        Clearance is null || (other.Permissions & (Permissions.Approve | Permissions.Deny | Permissions.Propose)) == 0 || (other.Clearance is { } clearance && Clearance.IsSupersetOf(clearance));
}

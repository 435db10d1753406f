using System.Collections.Immutable;
using ModBot.Classification;

namespace ModBot.Policy;

/// <summary>A named set of permissions with its limits.</summary>
/// <param name="MaxTimeout">The longest timeout that the role may give.</param>
/// <param name="Clearance">Categories whose holds the role may decide; null means all.</param>
public sealed record Role(string Name, Permissions Permissions, TimeSpan MaxTimeout, ImmutableHashSet<Category>? Clearance = null)
{
    public bool Has(Permissions permission) => (Permissions & permission) == permission;

    /// <summary>Whether the role is cleared for every category that a hold names; holds by rules alone need no clearance.</summary>
    public bool IsClearedFor(Decision decision) =>
        Clearance is null || decision.Reasons.All(reason => reason.Category is not { } category || Clearance.Contains(category));
}

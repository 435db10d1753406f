using System.Collections.Frozen;
using System.Collections.Immutable;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Who has which role in a channel: single people by user id first, then badges. The broadcaster is always the broadcaster.</summary>
public sealed class RoleBook
{
    private const Permissions Moderate =
        Permissions.View | Permissions.Claim | Permissions.Propose | Permissions.Approve | Permissions.Deny | Permissions.Warn | Permissions.Timeout | Permissions.Undo | Permissions.Stats;

    /// <summary>More than anybody decides who reads what they decide on.</summary>
    private const int DefaultActsPerMinute = 60;

    private readonly FrozenDictionary<string, Role> roles;
    private readonly FrozenDictionary<string, string> members;

    private RoleBook(FrozenDictionary<string, Role> roles, FrozenDictionary<string, string> members) => (this.roles, this.members) = (roles, members);

    /// <summary>The role of a member who shall have none here, whatever the badges say.</summary>
    public const string None = "none";

    /// <summary>The roles that every channel has.</summary>
    public static ImmutableArray<Role> BuiltIn { get; } =
    [
        new("broadcaster", Permissions.All, TimeoutLimits.Longest),
        new("lead", Permissions.All, TimeoutLimits.Longest, ActsPerMinute: 120),
        new("moderator", Moderate | Permissions.Ban | Permissions.Shield, TimeoutLimits.Longest, ActsPerMinute: DefaultActsPerMinute),
        // May decide alone only what config clears, which by default is nothing.
        new("trial", Permissions.View | Permissions.Claim | Permissions.Propose | Permissions.Stats, TimeSpan.FromDays(1), [], ActsPerMinute: 30),
        new("observer", Permissions.View | Permissions.Stats, TimeSpan.Zero, ActsPerMinute: 30),
    ];

    /// <summary>Role names, for messages that list what is possible.</summary>
    public IEnumerable<string> Names => roles.Keys.Order(StringComparer.Ordinal);

    public static RoleBook Create(ModerationConfig config)
    {
        var roles = BuiltIn.ToDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, role) in config.Roles)
        {
            var known = roles.GetValueOrDefault(name) ?? new Role(name.ToLowerInvariant(), Permissions.None, TimeSpan.Zero, ActsPerMinute: DefaultActsPerMinute);
            roles[name] = known with
            {
                Permissions = role.Permissions?.Aggregate(Permissions.None, (all, one) => all | one) ?? known.Permissions,
                MaxTimeout = role.MaxTimeout ?? known.MaxTimeout,
                ActsPerMinute = role.ActsPerMinute ?? known.ActsPerMinute,
                Clearance = role.Categories is null ? known.Clearance : [.. role.Categories.Select(ParseCategory)],
            };
        }
        return new RoleBook(roles.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), config.Members.ToFrozenDictionary());
    }

    /// <summary>The role of that name, or null.</summary>
    public Role? Find(string name) => roles.GetValueOrDefault(name);

    /// <summary>The role of somebody in this channel, or null for an ordinary viewer.</summary>
    public Role? Of(Chatter chatter)
    {
        // An API key is nobody on Twitch: it has the role that it was made with, and none where this channel knows no such role.
        if (chatter.KeyRole is { } given) return roles.GetValueOrDefault(given);
        if (chatter.Badges.HasFlag(Badges.Broadcaster)) return roles["broadcaster"];
        if (members.TryGetValue(chatter.Id.Value, out var name)) return roles.GetValueOrDefault(name);
        if (chatter.Badges.HasFlag(Badges.LeadModerator)) return roles["lead"];
        return chatter.Badges.HasFlag(Badges.Moderator) ? roles["moderator"] : null;
    }

    private static Category ParseCategory(string key) => Categories.TryParse(key, out var category)
        ? category
        : throw new ArgumentException($"Unknown category '{key}'.", nameof(key));
}

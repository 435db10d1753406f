using System.Globalization;
using System.Text;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Irc;

/// <summary>The tags of one line, in alphabetical order as Twitch sends them.</summary>
internal sealed class IrcTags
{
    private readonly SortedDictionary<string, string> tags = new(StringComparer.Ordinal);

    public string? this[string name]
    {
        set => tags[name] = value ?? "";
    }

    /// <summary>Everything about a person in a channel that Twitch puts on messages and user states alike.</summary>
    public static IrcTags Of(SandboxUser user, ChatRole role)
    {
        var badges = role.ToBadges();
        return new IrcTags
        {
            ["badge-info"] = string.Join(',', badges.Where(badge => badge.Info.Length > 0).Select(badge => $"{badge.SetId}/{badge.Info}")),
            ["badges"] = string.Join(',', badges.Select(badge => $"{badge.SetId}/{badge.Id}")),
            ["color"] = user.Color,
            ["display-name"] = user.DisplayName,
            ["mod"] = Flag(role is ChatRole.Moderator or ChatRole.LeadModerator),
            ["subscriber"] = Flag(role == ChatRole.Subscriber),
            ["user-type"] = role is ChatRole.Moderator or ChatRole.LeadModerator ? "mod" : "",
        };
    }

    public static string Flag(bool value) => value ? "1" : "0";

    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Positions count code points and are inclusive; those of an action start after its wrapper.</summary>
    public static string Emotes(IEnumerable<ChatFragment> fragments)
    {
        var places = new List<(string Id, string Range)>();
        var at = 0;
        foreach (var fragment in fragments)
        {
            var length = fragment.Text.EnumerateRunes().Count();
            if (fragment.Emote is { } emote)
                places.Add((emote.Id, string.Create(CultureInfo.InvariantCulture, $"{at}-{at + length - 1}")));
            at += length;
        }

        return string.Join('/', places.GroupBy(place => place.Id).Select(group => $"{group.Key}:{string.Join(',', group.Select(place => place.Range))}"));
    }

    public override string ToString()
    {
        var text = new StringBuilder("@");
        foreach (var (name, value) in tags)
            text.Append(text.Length > 1 ? ";" : "").Append(name).Append('=').Append(Escape(value));
        return text.Append(' ').ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\:", StringComparison.Ordinal)
        .Replace(" ", "\\s", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}

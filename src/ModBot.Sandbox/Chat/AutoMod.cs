namespace ModBot.Sandbox.Chat;

/// <summary>A word or phrase that the sandbox's AutoMod holds, with the category and level it reports.</summary>
public sealed record AutoModTerm(string Text, string Category, int Level);

/// <summary>A slice of a message in UTF-16 units.</summary>
public sealed record TextSlice(int Start, int Length);

/// <summary>A public blocked term of a channel; an asterisk at its start or end stands for the rest of a word.</summary>
public sealed record BlockedTerm(string Id, string Text, SandboxUser Moderator, DateTimeOffset CreatedAt);

/// <summary>Where a blocked term was found in a message.</summary>
public sealed record BlockedTermHit(BlockedTerm Term, TextSlice Slice);

/// <summary>Why a message was held: the strongest category and every slice that counted, or the blocked terms found.</summary>
public sealed record AutoModMatch(string Category, int Level, IReadOnlyList<TextSlice> Slices)
{
    public const string ByAutoMod = "automod", ByBlockedTerm = "blocked_term";

    /// <summary>As <c>automod.message.hold</c> version 2 spells it; links are held for a reason that Twitch has not documented.</summary>
    public string Reason { get; init; } = ByAutoMod;

    /// <summary>Empty unless blocked terms are the reason.</summary>
    public IReadOnlyList<BlockedTermHit> Terms { get; init; } = [];

    /// <summary>Boundaries are told in UTF-8 bytes, as Twitch has been seen to do, in place of code points.</summary>
    public bool InBytes { get; init; }
}

/// <summary>A stand-in for Twitch's AutoMod: a list of terms, matched as whole words without regard to case.</summary>
internal static class AutoMod
{
    public static AutoModMatch? Match(string text, IReadOnlyList<AutoModTerm> terms)
    {
        AutoModTerm? strongest = null;
        var slices = new List<TextSlice>();
        foreach (var term in terms)
        {
            for (var at = Find(text, term.Text, 0); at >= 0; at = Find(text, term.Text, at + term.Text.Length))
            {
                slices.Add(new TextSlice(at, term.Text.Length));
                if (strongest is null || term.Level > strongest.Level)
                    strongest = term;
            }
        }

        if (strongest is null)
            return null;

        slices.Sort((one, other) => one.Start.CompareTo(other.Start));
        return new AutoModMatch(strongest.Category, strongest.Level, WithoutOverlaps(slices));
    }

    private static int Find(string text, string term, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            at = text.IndexOf(term, at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return -1;
            var end = at + term.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return at;
        }

        return -1;
    }

    private static List<TextSlice> WithoutOverlaps(List<TextSlice> sorted)
    {
        var kept = new List<TextSlice>();
        foreach (var slice in sorted)
        {
            if (kept.Count == 0 || slice.Start >= kept[^1].Start + kept[^1].Length)
                kept.Add(slice);
        }

        return kept;
    }
}

namespace ModBot.Sandbox.Chat;

/// <summary>Whether a channel holds a text, and why: its blocked terms first, then AutoMod, then links.</summary>
internal static class HoldFilter
{
    /// <summary>Twitch has not documented what it calls this; a client must not need to know it.</summary>
    public const string ByLink = "hyperlink";

    public static AutoModMatch? Match(ChannelState channel, string text, IReadOnlyList<AutoModTerm> terms, bool inBytes)
    {
        var blocked = channel.BlockedTerms.SelectMany(term => Find(term, text)).OrderBy(hit => hit.Slice.Start).ToList();
        if (blocked.Count > 0)
            return new AutoModMatch("", 0, Apart(blocked.Select(hit => hit.Slice))) { Reason = AutoModMatch.ByBlockedTerm, Terms = blocked };

        var active = terms.Where(term => channel.AutoMod.IsOn(term.Category) && !channel.PermittedTerms.Contains(term.Text)).ToList();
        if (AutoMod.Match(text, active) is { } match)
            return match with { InBytes = inBytes };

        var link = channel.HoldsLinks ? text.IndexOf("http", StringComparison.OrdinalIgnoreCase) : -1;
        if (link < 0)
            return null;
        var end = text.IndexOf(' ', link);
        return new AutoModMatch("invalid", 0, [new TextSlice(link, (end < 0 ? text.Length : end) - link)]) { Reason = ByLink };
    }

    // All words of a term must be there, in any order.
    private static IEnumerable<BlockedTermHit> Find(BlockedTerm term, string text)
    {
        var slices = term.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => FindWord(word, text)).ToList();
        return slices.Contains(null) ? [] : slices.Select(slice => new BlockedTermHit(term, slice!));
    }

    private static TextSlice? FindWord(string word, string text)
    {
        var (openStart, openEnd) = (word.StartsWith('*'), word.EndsWith('*'));
        var bare = word.Trim('*');
        for (var at = 0; bare.Length > 0 && (at = text.IndexOf(bare, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var (start, end) = (at, at + bare.Length);
            while (openStart && start > 0 && char.IsLetterOrDigit(text[start - 1]))
                start--;
            while (openEnd && end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return new TextSlice(start, end - start);
        }

        return null;
    }

    private static List<TextSlice> Apart(IEnumerable<TextSlice> sorted)
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

namespace ModBot.Sandbox.Chat;

/// <summary>Cuts a text into the fragments that Twitch sends: emotes, mentions, what AutoMod flagged, and the text between.</summary>
internal static class Fragmenter
{
    public static IReadOnlyList<ChatFragment> Cut(string text, Func<string, SandboxUser?> findUser, IReadOnlyList<TextSlice> flagged)
    {
        var pieces = new List<(int Start, ChatFragment Fragment)>();
        pieces.AddRange(flagged.Select(slice => (slice.Start, new ChatFragment(text.Substring(slice.Start, slice.Length)))));
        pieces.AddRange(Words(text, findUser).Where(word => !flagged.Any(slice => Overlaps(slice, word))));
        pieces.Sort((one, other) => one.Start.CompareTo(other.Start));

        var fragments = new List<ChatFragment>();
        var at = 0;
        foreach (var (start, fragment) in pieces)
        {
            if (start > at)
                fragments.Add(new ChatFragment(text[at..start]));
            fragments.Add(fragment);
            at = start + fragment.Text.Length;
        }

        if (at < text.Length || fragments.Count == 0)
            fragments.Add(new ChatFragment(text[at..]));
        return fragments;
    }

    private static IEnumerable<(int Start, ChatFragment Fragment)> Words(string text, Func<string, SandboxUser?> findUser)
    {
        for (var start = 0; start < text.Length;)
        {
            if (char.IsWhiteSpace(text[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            if (ToFragment(text[start..end], findUser) is { } fragment)
                yield return (start, fragment);
            start = end;
        }
    }

    private static ChatFragment? ToFragment(string word, Func<string, SandboxUser?> findUser)
    {
        if (EmoteCatalog.Find(word) is { } emote)
            return new ChatFragment(word, emote);
        if (word.Length < 2 || word[0] != '@')
            return null;

        var name = word[1..].TrimEnd('.', ',', ':', ';', '!', '?', ')');
        return name.Length > 0 && findUser(name) is { } user ? new ChatFragment("@" + name, Mention: user) : null;
    }

    private static bool Overlaps(TextSlice slice, (int Start, ChatFragment Fragment) word)
        => slice.Start < word.Start + word.Fragment.Text.Length && word.Start < slice.Start + slice.Length;
}

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using ModBot.Messages;

namespace ModBot.Twitch.Irc;

/// <summary>A message's text and what in it is not plain text. EventSub says all of that; IRC says where emotes stand, and the rest can be told from the words.</summary>
internal static class IrcMessageText
{
    private const string ActionStart = "\u0001ACTION ";
    private const int LongestLogin = 25;

    private static readonly SearchValues<char> LoginCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The text as people read it: a <c>/me</c> message without its wrapper, which Twitch does not count in positions either.</summary>
    public static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> text) => text.StartsWith(ActionStart) ? text[ActionStart.Length..].TrimEnd('\u0001') : text;

    /// <summary>Whether it was written with <c>/me</c>.</summary>
    public static bool IsAction(ReadOnlySpan<char> text) => text.StartsWith(ActionStart);

    /// <param name="text">The unwrapped text.</param>
    /// <param name="emotes">The tag of this name.</param>
    /// <param name="bits">The tag of this name; cheermotes are told from words by their sum.</param>
    public static ImmutableArray<Fragment> Fragments(ReadOnlySpan<char> text, ReadOnlySpan<char> emotes, ReadOnlySpan<char> bits)
    {
        if (emotes.IsEmpty && bits.IsEmpty && !text.Contains('@')) return [];
        var fragments = new List<Fragment>();
        AddEmotes(text, emotes, fragments);
        AddCheermotes(text, bits, fragments);
        AddMentions(text, fragments);
        fragments.Sort((one, other) => one.Start.CompareTo(other.Start));
        return [.. fragments];
    }

    /// <summary>The tag is <c>id:first-last,first-last/id:first-last</c>, in code points, the last one included.</summary>
    private static void AddEmotes(ReadOnlySpan<char> text, ReadOnlySpan<char> emotes, List<Fragment> fragments)
    {
        foreach (var emote in emotes.Split('/'))
        {
            var places = emotes[emote];
            places = places[(places.IndexOf(':') + 1)..];
            foreach (var place in places.Split(','))
            {
                if (Place(text, places[place]) is { } fragment && !fragments.Exists(f => f.Start == fragment.Start)) fragments.Add(fragment);
            }
        }
    }

    /// <summary>Null for what is not a whole word: Twitch has been off by one, and a wrong place would hide real text from the classifier.</summary>
    private static Fragment? Place(ReadOnlySpan<char> text, ReadOnlySpan<char> place)
    {
        var dash = place.IndexOf('-');
        if (dash < 0 || !TryNumber(place[..dash], out var first) || !TryNumber(place[(dash + 1)..], out var last) || last < first) return null;
        var start = Utf16(text, first);
        var length = start < 0 ? -1 : Utf16(text[start..], last - first + 1);
        if (length < 0 || !IsBorder(text, start - 1) || !IsBorder(text, start + length) || text.Slice(start, length).Contains(' ')) return null;
        return new Fragment(FragmentKind.Emote, start, length);
    }

    /// <summary>
    /// Which words are cheermotes IRC does not say, only how many bits they are worth together. Every cheermote ends in its worth, so when all words of that shape add up to the
    /// sum, all of them are; when they do not, none is believed, lest a word with a number behind it hides from the classifier.
    /// </summary>
    private static void AddCheermotes(ReadOnlySpan<char> text, ReadOnlySpan<char> bits, List<Fragment> fragments)
    {
        if (!TryNumber(bits, out var worth)) return;
        var cheermotes = new List<Fragment>();
        long sum = 0;
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            var letters = word.TrimEnd("0123456789");
            if (letters.IsEmpty || !char.IsAsciiLetter(letters[^1]) || !TryNumber(word[letters.Length..], out var part) || part == 0) continue;
            sum += part;
            cheermotes.Add(new Fragment(FragmentKind.Cheermote, range.Start.Value, word.Length));
        }
        if (sum == worth) fragments.AddRange(cheermotes.Where(c => !fragments.Exists(f => f.Start == c.Start)));
    }

    private static void AddMentions(ReadOnlySpan<char> text, List<Fragment> fragments)
    {
        var from = 0;
        while (text[from..].IndexOf('@') is >= 0 and var at)
        {
            var start = from + at;
            var name = text[(start + 1)..];
            var length = name.IndexOfAnyExcept(LoginCharacters) is >= 0 and var end ? end : name.Length;
            if (length is > 0 and <= LongestLogin && IsBorder(text, start - 1)) fragments.Add(new Fragment(FragmentKind.Mention, start, length + 1));
            from = start + 1;
        }
    }

    private static bool IsBorder(ReadOnlySpan<char> text, int index) => index < 0 || index >= text.Length || text[index] == ' ';

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>How many UTF-16 units the first so many code points take; negative when there are not so many.</summary>
    private static int Utf16(ReadOnlySpan<char> text, int codePoints)
    {
        var index = 0;
        for (; codePoints > 0; codePoints--)
        {
            if (index >= text.Length) return -1;
            index += char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;
        }
        return index;
    }
}

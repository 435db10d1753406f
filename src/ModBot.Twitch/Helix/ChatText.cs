using System.Globalization;
using System.Text;

namespace ModBot.Twitch.Helix;

/// <summary>
/// Makes text safe to say: whatever a chatter wrote and ModBot quotes must neither run a command of Twitch or of another bot,
/// nor change how the line looks.
/// </summary>
internal static class ChatText
{
    public const int MostCharacters = 500;

    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>One line of at most <paramref name="most"/> UTF-16 units; empty when nothing is left.</summary>
    public static string Safe(string text, int most = MostCharacters)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) safe.Append(' ');
            else if (IsVisible(rune)) safe.Append(rune.ToString());
        }
        // '/' and '.' begin Twitch's commands, '!' those of bots.
        return Cut(safe.ToString().TrimStart(' ', '/', '.', '!').TrimEnd(), most);
    }

    // Format characters include the ones that turn text around; the joiner holds emoji together.
    private static bool IsVisible(Rune rune) =>
        rune.Value == ZeroWidthJoiner
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);

    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + '…';
    }
}

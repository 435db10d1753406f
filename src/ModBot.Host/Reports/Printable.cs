using System.Globalization;
using System.Text;

namespace ModBot.Host.Reports;

/// <summary>Makes what people wrote safe to print: whatever would move the cursor, turn text around or not be seen at all is shown as <c>\u{200B}</c>.</summary>
internal static class Printable
{
    // These hold emoji together.
    internal const int ZeroWidthJoiner = 0x200D;
    internal const int EmojiStyle = 0xFE0F;

    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        Append(printable, text);
        return printable.ToString();
    }

    /// <summary>The text with some of its parts between guillemets.</summary>
    /// <param name="parts">Places in the text, in UTF-16 units; those that lie in others or outside are left out.</param>
    public static string Marked(string text, IEnumerable<(int Start, int Length)> parts)
    {
        var printable = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, length) in parts.Where(part => part.Length > 0).OrderBy(part => part.Start))
        {
            if (start < done || start + length > text.Length) continue;
            Append(printable, text.AsSpan(done, start - done));
            printable.Append('\u00ab');
            Append(printable, text.AsSpan(start, length));
            printable.Append('\u00bb');
            done = start + length;
        }
        Append(printable, text.AsSpan(done));
        return printable.ToString();
    }

    private static void Append(StringBuilder printable, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // A lone surrogate is no rune, but it is there.
            var isRune = Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!isRune) printable.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[0]:X4}}}");
            else if (rune.Value is ZeroWidthJoiner or EmojiStyle || IsSeen(rune)) printable.Append(text[..length]);
            else printable.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            text = text[length..];
        }
    }

    /// <summary>Whether a reader sees a character, and it does nothing to those around it.</summary>
    internal static bool IsSeen(Rune rune) => rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or 0xFFFC)
        and not (>= 0x180B and <= 0x180F) and not (>= 0xFE00 and <= 0xFE0F) and not (>= 0xE0000 and <= 0xE0FFF)
        && Rune.GetUnicodeCategory(rune) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}

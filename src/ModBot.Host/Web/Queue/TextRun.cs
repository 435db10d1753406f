using System.Globalization;
using System.Text;
using ModBot.Host.Reports;

namespace ModBot.Host.Web.Queue;

/// <summary>A piece of a text that somebody wrote, as a page may show it.</summary>
/// <param name="Text">What to show; for an unseen character its name, such as <c>U+200B</c>.</param>
/// <param name="IsMarked">It is among what drove the decision.</param>
/// <param name="IsUnseen">It stands for a character that shows nothing, or turns text around.</param>
public readonly record struct TextRun(string Text, bool IsMarked, bool IsUnseen)
{
    /// <summary>A text in pieces: what would not be seen, or would move other text, is spelled out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="marks">The places to mark, in UTF-16 units; what lies outside the text is left out.</param>
    public static IReadOnlyList<TextRun> Of(string text, IEnumerable<(int Start, int Length)> marks)
    {
        var marked = new bool[text.Length];
        foreach (var (start, length) in marks)
        {
            for (var i = Math.Max(0, start); i < Math.Min((long)start + length, text.Length); i++) marked[i] = true;
        }
        var runs = new List<TextRun>();
        var begun = 0;
        var isAfterPicture = false;
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == System.Buffers.OperationStatus.Done;
            var isSeen = isWhole && (Printable.IsSeen(rune) || (isAfterPicture && IsJoiner(rune)));
            isAfterPicture = isSeen && (IsJoiner(rune) || IsPicture(rune));
            if (!isSeen || (i > begun && marked[i] != marked[begun])) Flush(i);
            if (!isSeen)
            {
                runs.Add(new TextRun(string.Create(CultureInfo.InvariantCulture, $"U+{(isWhole ? rune.Value : text[i]):X4}"), marked[i], IsUnseen: true));
                begun = i + length;
            }
            i += length;
        }
        Flush(text.Length);
        return runs;

        void Flush(int end)
        {
            if (end > begun) runs.Add(new TextRun(text[begun..end], marked[begun], IsUnseen: false));
            begun = end;
        }
    }

    /// <summary>It holds pictures together, and in words it hides.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is Printable.ZeroWidthJoiner or Printable.EmojiStyle;

    private static bool IsPicture(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}

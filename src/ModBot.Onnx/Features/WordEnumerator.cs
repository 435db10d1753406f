using System.Globalization;
using System.Text;
using ModBot.Normalization;

namespace ModBot.Onnx;

internal enum WordKind
{
    /// <summary>Letters and digits, with apostrophes inside ("don't").</summary>
    Letters,

    /// <summary>Two characters of a script without spaces.</summary>
    Unspaced,

    /// <summary>A sign that means something by itself: an emoji, a quotation mark, a question or exclamation mark.</summary>
    Sign,
}

/// <summary>Walks over the words of a folded text without allocating. A third repeat of the same word in a row is passed over: "LUL LUL LUL LUL" says no more than "LUL LUL".</summary>
internal ref struct WordEnumerator(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int position;
    private int unspacedStart;
    private int unspacedEnd;
    private ReadOnlySpan<char> previous;
    private WordKind previousKind;
    private int repeats;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public WordKind Kind { get; private set; }

    /// <summary>For <see cref="WordKind.Unspaced"/>: the whole run that the piece stands in.</summary>
    public readonly ReadOnlySpan<char> Run => text[unspacedStart..unspacedEnd];

    public readonly int OffsetInRun => Start - unspacedStart;

    public readonly ReadOnlySpan<char> Word => text.Slice(Start, Length);

    /// <summary>The word of letters just before this one; empty when there is none.</summary>
    public ReadOnlySpan<char> Before { get; private set; }

    public bool MoveNext()
    {
        while (Next())
        {
            repeats = Word.SequenceEqual(previous) ? repeats + 1 : 0;
            Before = previousKind == WordKind.Letters ? previous : [];
            previous = Word;
            previousKind = Kind;
            if (repeats < 2) return true;
        }
        return false;
    }

    private bool Next()
    {
        while (position < text.Length)
        {
            if (position < unspacedEnd) return TakeUnspaced();
            var c = text[position];
            if (Scripts.IsUnspaced(c))
            {
                unspacedStart = unspacedEnd = position;
                while (unspacedEnd < text.Length && Scripts.IsUnspaced(text[unspacedEnd])) unspacedEnd++;
                return TakeUnspaced();
            }
            if (IsWordCharacter(c)) return TakeLetters();
            if (IsSign(position, out var length)) return Take(WordKind.Sign, length);
            position++;
        }
        return false;
    }

    private bool TakeUnspaced() => Take(WordKind.Unspaced, Math.Min(2, unspacedEnd - position));

    private bool TakeLetters()
    {
        var end = position + 1;
        while (end < text.Length)
        {
            var inside = IsWordCharacter(text[end]) && !Scripts.IsUnspaced(text[end])
                || text[end] == '\'' && end + 1 < text.Length && char.IsLetter(text[end + 1]);
            if (!inside) break;
            end++;
        }
        return Take(WordKind.Letters, end - position);
    }

    private bool Take(WordKind kind, int length)
    {
        (Kind, Start, Length) = (kind, position, length);
        position += length;
        return true;
    }

    private readonly bool IsSign(int at, out int length)
    {
        length = 1;
        if (text[at] is '"' or '?' or '!') return true;
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out length) != System.Buffers.OperationStatus.Done) return false;
        return rune.Value >= 0x10000 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol;
    }

    private static bool IsWordCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || c >= 0x80 && !char.IsSurrogate(c) && (char.IsLetterOrDigit(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}

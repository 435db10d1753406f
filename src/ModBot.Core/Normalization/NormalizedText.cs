using ModBot.Messages;

namespace ModBot.Normalization;

/// <summary>A message as sent, and folded for comparison: one form that spelling tricks (look-alikes, leet, spaced letters, repeats, invisible characters) cannot vary. Thread-safe.</summary>
public sealed class NormalizedText
{
    internal NormalizedText(string original, string folded) => (Original, Folded) = (original, folded);

    /// <summary>The text as it was sent.</summary>
    public string Original { get; }

    /// <summary>What rules and the model read.</summary>
    public string Folded { get; }

    /// <summary>
    /// For each UTF-16 unit of <see cref="Folded"/>, the index in <see cref="Original"/> that it came from, never falling. Worked out when it is first asked for, by folding again:
    /// only what is flagged has to be pointed at.
    /// </summary>
    public int[] OriginalIndex => field ??= TextNormalizer.IndexOf(Original);

    /// <summary>The part of the original text that a part of the folded text came from.</summary>
    public TextSpan ToOriginal(int start, int length)
    {
        if (length == 0) return new TextSpan(start < OriginalIndex.Length ? OriginalIndex[start] : Original.Length, 0);
        var first = OriginalIndex[start];
        var last = OriginalIndex[start + length - 1];
        var end = start + length < OriginalIndex.Length ? Math.Max(OriginalIndex[start + length], last + 1) : Original.Length;
        while (end > last + 1 && char.IsWhiteSpace(Original[end - 1])) end--;
        return new TextSpan(first, end - first);
    }
}

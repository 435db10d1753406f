using ModBot.Messages;

namespace ModBot.Normalization;

/// <summary>A message as sent, and folded for comparison: one form that spelling tricks (look-alikes, leet, spaced letters, repeats, invisible characters) cannot vary.</summary>
/// <param name="Original">The text as it was sent.</param>
/// <param name="Folded">What rules and the model read.</param>
/// <param name="OriginalIndex">For each UTF-16 unit of <paramref name="Folded"/>, the index in <paramref name="Original"/> that it came from, never falling.</param>
public sealed record NormalizedText(string Original, string Folded, int[] OriginalIndex)
{
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

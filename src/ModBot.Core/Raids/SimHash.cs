using System.Numerics;
using ModBot.Normalization;

namespace ModBot.Raids;

/// <summary>
/// A 64-bit fingerprint under which similar texts differ in few bits (M. S. Charikar, "Similarity estimation techniques from rounding algorithms", 2002), over the 4-grams of a
/// text's letters: digits, punctuation, spaces and emoji do not count.
/// </summary>
public static class SimHash
{
    /// <summary>Shorter texts say too little to be called alike.</summary>
    public const int MinLetters = 12;

    /// <summary>
    /// Up to here two texts are near-duplicates: at most about a sixth of their 4-grams differ. Two texts that have nothing in common come as near once in 10^7 pairs.
    /// </summary>
    public const int MaxDistance = 12;

    /// <summary>A message is 500 characters at most; what follows changes little.</summary>
    private const int MaxLetters = 256;

    private const int GramLength = 4;

    /// <summary>The fingerprint of a text, or null where it is too short for one.</summary>
    public static ulong? Of(NormalizedText text)
    {
        Span<char> letters = stackalloc char[MaxLetters];
        var count = Letters(text, letters);
        return count < MinLetters ? null : Of(letters[..count]);
    }

    public static bool AreAlike(ulong one, ulong other) => BitOperations.PopCount(one ^ other) <= MaxDistance;

    private static int Letters(NormalizedText text, Span<char> letters)
    {
        var origins = ReferenceEquals(text.Folded, text.Original) ? null : text.OriginalIndex;
        var count = 0;
        for (var i = 0; i < text.Folded.Length && count < letters.Length; i++)
        {
            // "everyone 8841" reads as letters once leet is folded; such a tail is what raiders vary.
            if (origins is not null && text.Original[origins[i]] is var written && char.IsAscii(written) && !char.IsAsciiLetter(written)) continue;
            if (char.IsLetter(text.Folded[i])) letters[count++] = text.Folded[i];
        }
        return count;
    }

    private static ulong Of(ReadOnlySpan<char> letters)
    {
        Span<int> votes = stackalloc int[64];
        votes.Clear();
        // Four UTF-16 units fill the 64 bits exactly.
        var gram = 0ul;
        for (var i = 0; i < letters.Length; i++)
        {
            gram = (gram << 16) | letters[i];
            if (i < GramLength - 1) continue;
            var hash = Mix(gram);
            for (var bit = 0; bit < votes.Length; bit++) votes[bit] += (hash >> bit & 1) == 1 ? 1 : -1;
        }
        var result = 0ul;
        for (var bit = 0; bit < votes.Length; bit++)
        {
            if (votes[bit] > 0) result |= 1ul << bit;
        }
        return result;
    }

    /// <summary>The finaliser of SplitMix64 (G. L. Steele et al., 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

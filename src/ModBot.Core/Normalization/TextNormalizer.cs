using System.Buffers;

namespace ModBot.Normalization;

/// <summary>
/// Folds the spellings of a message into one: invisible characters out, compatibility forms and accents to plain letters, lower case,
/// look-alikes to Latin, leet to letters, spaced letters joined, repeats cut to two. Pure, thread-safe, and total: it accepts any string,
/// broken surrogates included, and never throws.
/// </summary>
/// <remarks>
/// Repeats are cut to two and not to one: one would make "asss" into "as", two keeps every English and German double letter.
/// The featuriser hears "fuuck" and "fuck" as one word by other means.
/// </remarks>
public static class TextNormalizer
{
    /// <summary>A second pass settles what the first one uncovered (a look-alike inside spaced letters); more are never useful.</summary>
    private const int MaxPasses = 3;

    private static readonly SearchValues<char> Plain = SearchValues.Create(" abcdefghijklmnopqrstuvwxyz?");

    public static NormalizedText Normalize(string text)
    {
        if (IsPlain(text)) return new NormalizedText(text, text, Identity(text.Length));

        var buffer = Fold(text);
        for (var pass = 1; pass < MaxPasses; pass++)
        {
            var before = buffer.Text.ToString();
            var again = Fold(before);
            if (again.Text.SequenceEqual(before)) break;
            buffer = Rebase(again, buffer);
        }
        return new NormalizedText(text, buffer.Text.ToString(), buffer.Origins.ToArray());
    }

    private static FoldBuffer Fold(string text)
    {
        var buffer = CharacterFold.Apply(text);
        ConfusableFold.Apply(buffer);
        LeetFold.Apply(buffer);
        SpacedLetterFold.Apply(buffer);
        RepeatFold.Apply(buffer);
        return buffer;
    }

    /// <summary>Lower-case words with single spaces and nothing to join or cut: most short chat lines take no fold at all.</summary>
    private static bool IsPlain(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain)) return false;
        if (text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')) return false;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ' ' && text[i - 1] == ' ') return false;
            if (i >= 2 && text[i] == text[i - 1] && text[i] == text[i - 2]) return false;
            // "f u": a single letter between spaces may be the start of spaced letters.
            if (i >= 2 && text[i] == ' ' && text[i - 2] == ' ') return false;
        }
        return text.Length < 2 || (text[1] != ' ' && text[^2] != ' ');
    }

    private static FoldBuffer Rebase(FoldBuffer again, FoldBuffer first)
    {
        var rebased = new FoldBuffer(again.Count);
        for (var i = 0; i < again.Count; i++) rebased.Add(again[i], first.Origin(again.Origin(i)));
        return rebased;
    }

    private static int[] Identity(int length)
    {
        var index = new int[length];
        for (var i = 0; i < length; i++) index[i] = i;
        return index;
    }
}

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
        if (IsPlain(text)) return new NormalizedText(text, text);
        var scratch = FoldScratch.OfThread;
        var folded = Fold(text, scratch).Text;
        var normalized = new NormalizedText(text, folded.SequenceEqual(text) ? text : folded.ToString());
        scratch.Trim();
        return normalized;
    }

    /// <summary>Where each UTF-16 unit of the folded text stands in the text.</summary>
    internal static int[] IndexOf(string text)
    {
        if (IsPlain(text)) return Identity(text.Length);
        var scratch = FoldScratch.OfThread;
        var index = Fold(text, scratch).Origins.ToArray();
        scratch.Trim();
        return index;
    }

    /// <summary>Folds until nothing changes; the result is one of the scratch's buffers.</summary>
    private static FoldBuffer Fold(ReadOnlySpan<char> text, FoldScratch scratch)
    {
        var (settled, next) = (scratch.First, scratch.Second);
        Fold(text, settled, scratch.Visible);
        for (var pass = 1; pass < MaxPasses && !IsPlain(settled.Text); pass++)
        {
            Fold(settled.Text, next, scratch.Visible);
            if (next.Text.SequenceEqual(settled.Text)) break;
            next.Rebase(settled);
            (settled, next) = (next, settled);
        }
        return settled;
    }

    private static void Fold(ReadOnlySpan<char> text, FoldBuffer folded, FoldBuffer visible)
    {
        CharacterFold.Apply(text, folded, visible);
        ConfusableFold.Apply(folded);
        LeetFold.Apply(folded);
        SpacedLetterFold.Apply(folded);
        RepeatFold.Apply(folded);
    }

    /// <summary>Lower-case words with single spaces and nothing to join or cut: most short chat lines take no fold at all.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Plain)) return false;
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

    private static int[] Identity(int length)
    {
        var index = new int[length];
        for (var i = 0; i < length; i++) index[i] = i;
        return index;
    }
}

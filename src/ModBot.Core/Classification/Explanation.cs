using System.Collections.Immutable;

namespace ModBot.Classification;

/// <summary>A word that drove a score. It says where the word stands and not what it is, so that it tells nothing once the text is gone.</summary>
/// <param name="Start">Where it begins in the original text, in UTF-16 units.</param>
/// <param name="Length">Its length there, in UTF-16 units.</param>
/// <param name="Weight">Its part in the score relative to the strongest word, in (0, 1].</param>
public readonly record struct WordWeight(int Start, int Length, float Weight);

/// <summary>Which words of a message drove its score in one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Score">The score of the whole message.</param>
/// <param name="Words">The words that matter, in reading order; empty when no word stands out.</param>
public sealed record Explanation(Category Category, float Score, ImmutableArray<WordWeight> Words);

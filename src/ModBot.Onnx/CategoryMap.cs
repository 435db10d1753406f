using System.Collections.Immutable;
using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>
/// How the network's labels become categories. A category is the highest of its terms; a term is one label, or several that must come
/// together (hate, and hate of whom), taken as their geometric mean.
/// </summary>
internal sealed class CategoryMap(ImmutableArray<ImmutableArray<ImmutableArray<int>>> terms)
{
    public CategoryScores Combine(ReadOnlySpan<float> labels)
    {
        var scores = default(CategoryScores);
        for (var category = 0; category < terms.Length; category++)
        {
            var best = 0f;
            foreach (var term in terms[category]) best = Math.Max(best, Together(term, labels));
            scores[category] = best;
        }
        return scores;
    }

    private static float Together(ImmutableArray<int> term, ReadOnlySpan<float> labels)
    {
        if (term.Length == 1) return Math.Clamp(labels[term[0]], 0, 1);
        var product = 1f;
        foreach (var label in term) product *= Math.Clamp(labels[label], 0, 1);
        return term.Length == 2 ? MathF.Sqrt(product) : MathF.Pow(product, 1f / term.Length);
    }
}

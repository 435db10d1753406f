using System.Collections.Immutable;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Onnx;

/// <summary>
/// Finds the words that drove a score by leaving each out in turn (occlusion), in one batch. For held messages only: it costs as much as
/// scoring two messages a word. Thread-safe: it takes turns on a session of its own, so it never touches the batcher's.
/// </summary>
public sealed class Explainer(Featurizer featurizer, OnnxModel model)
{
    /// <summary>Words beyond these are not tried: a wall of text needs no more to be explained.</summary>
    private const int MaxWords = 48;

    /// <summary>Words below this part of the strongest one are noise.</summary>
    private const float LeastWeight = 0.2f;

    /// <summary>When no single word's absence takes this part of the score away, the words repeat each other, and each is judged alone instead.</summary>
    private const float LeastDrop = 0.25f;

    private readonly Lock turn = new();

    public Explanation Explain(NormalizedText text, Category category)
    {
        var whole = featurizer.Tokenize(text);
        var spans = featurizer.Words(text);
        var words = Math.Min(spans.Count, MaxWords);
        var scores = new CategoryScores[1 + 2 * words];
        lock (turn)
        {
            model.Score(Rows(whole, words), scores);
        }

        var score = scores[0][category];
        var weights = new float[words];
        for (var i = 0; i < words; i++) weights[i] = score - scores[1 + i][category];
        if (words > 0 && weights.Max() < LeastDrop * score)
        {
            for (var i = 0; i < words; i++) weights[i] = scores[1 + words + i][category];
        }
        return new Explanation(category, score, Strongest(text, spans, weights));
    }

    /// <summary>The whole text, then the text without each word, then each word alone.</summary>
    private TokenizedText[] Rows(TokenizedText whole, int words)
    {
        var width = featurizer.Parameters.FeaturesPerWord;
        var rows = new TokenizedText[1 + 2 * words];
        rows[0] = whole;
        for (var word = 0; word < words; word++)
        {
            // A word whose features are all padding is no word to the network; the others keep their places.
            var without = (int[])whole.Features.Clone();
            without.AsSpan(word * width, width).Clear();
            rows[1 + word] = whole.Length == 1 ? featurizer.Tokenize(TextNormalizer.Normalize("")) : whole with { Features = without };
            rows[1 + words + word] = new TokenizedText(whole.Features[(word * width)..((word + 1) * width)], 1);
        }
        return rows;
    }

    private static ImmutableArray<WordWeight> Strongest(NormalizedText text, List<TextSpan> spans, float[] weights)
    {
        var strongest = weights.Length == 0 ? 0 : weights.Max();
        if (strongest <= 0) return [];
        var words = ImmutableArray.CreateBuilder<WordWeight>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] < LeastWeight * strongest) continue;
            var span = text.ToOriginal(spans[i].Start, spans[i].Length);
            words.Add(new WordWeight(span.Start, span.Length, weights[i] / strongest));
        }
        return words.ToImmutable();
    }
}

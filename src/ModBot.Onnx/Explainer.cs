using System.Collections.Immutable;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Onnx;

/// <summary>
/// Finds the words that drove a score by leaving them out (occlusion), each by itself and with its neighbour, in one batch. For held messages only: it costs as much as
/// scoring two messages a word. Thread-safe: it takes turns on a session of its own, so it never touches the batcher's.
/// </summary>
public sealed class Explainer(Featurizer featurizer, OnnxModel model) : IExplainer
{
    /// <summary>Words below this part of the strongest one are noise.</summary>
    private const float LeastWeight = 0.15f;

    /// <summary>When no absence takes this part of the score away, words far apart repeat each other, and each is judged alone instead.</summary>
    private const float LeastDrop = 0.25f;

    private readonly Lock turn = new();

    /// <summary>The words that drove the score of <paramref name="text"/> in <paramref name="category"/>.</summary>
    public Explanation Explain(NormalizedText text, Category category)
    {
        var occlusion = new Occlusion(featurizer, text);
        lock (turn)
        {
            var scores = Score(occlusion.Rows(), category);
            var weights = Weigh(occlusion, scores, out var drop);
            if (occlusion.Parts.Count > 1 && drop < LeastDrop * scores[0]) weights = Score(occlusion.PartsAlone(), category);
            return new Explanation(category, scores[0], Strongest(text, occlusion.Parts, weights));
        }
    }

    private float[] Score(TokenizedText[] rows, Category category)
    {
        var scores = new CategoryScores[rows.Length];
        model.Score(rows, scores);
        return Array.ConvertAll(scores, score => score[category]);
    }

    /// <summary>
    /// What each part's absence takes away, and its half of what only goes when it and a neighbour go together: in "stupid idiot" either word alone keeps the score up.
    /// Equal words share what is lost without all of them, or "you" and "are" would lead every explanation. Measured in log-odds, because a score near 1 hardly moves before most of its causes are gone.
    /// </summary>
    private static float[] Weigh(Occlusion occlusion, float[] scores, out float drop)
    {
        var parts = occlusion.Parts.Count;
        var whole = LogOdds(scores[0]);
        drop = 0;
        var without = new float[parts];
        for (var i = 0; i < parts; i++) without[i] = whole - LogOdds(scores[1 + i]);
        var shared = new float[parts];
        for (var i = 0; i + 1 < parts; i++)
        {
            var together = whole - LogOdds(scores[1 + parts + i]) - Math.Max(0, without[i]) - Math.Max(0, without[i + 1]);
            shared[i] = Math.Max(shared[i], together / 2);
            shared[i + 1] = Math.Max(shared[i + 1], together / 2);
        }
        var weights = new float[parts];
        for (var i = 0; i < parts; i++) weights[i] = (without[i] + shared[i]) / occlusion.Copies(i);
        for (var i = 1; i < scores.Length; i++) drop = Math.Max(drop, scores[0] - scores[i]);
        return weights;
    }

    private static float LogOdds(float score)
    {
        var inside = Math.Clamp(score, 1e-5f, 1 - 1e-5f);
        return MathF.Log(inside / (1 - inside));
    }

    private static ImmutableArray<WordWeight> Strongest(NormalizedText text, IReadOnlyList<TextSpan> parts, float[] weights)
    {
        var strongest = weights.Length == 0 ? 0 : weights.Max();
        if (!(strongest > 0)) return [];
        var words = ImmutableArray.CreateBuilder<WordWeight>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] < LeastWeight * strongest) continue;
            var span = text.ToOriginal(parts[i].Start, parts[i].Length);
            words.Add(new WordWeight(span.Start, span.Length, MathF.Round(weights[i] / strongest, 3)));
        }
        return words.ToImmutable();
    }
}

using ModBot.Classification;
using ModBot.Normalization;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>Scores many texts with the shipped path (normaliser, featuriser, network), in batches of like length.</summary>
internal sealed class LabelScorer(ModelPackage package) : IDisposable
{
    private const int MaxRows = 64;
    private const int MaxWords = 2048;

    private readonly Featurizer featurizer = package.CreateFeaturizer();
    private readonly OnnxModel model = package.CreateModel();

    public ModelPackage Package => package;

    public int Labels => package.Labels.Length;

    public int IndexOf(string label) => package.Labels.IndexOf(label);

    /// <summary>The label scores of each text, in order.</summary>
    public float[][] Score(IReadOnlyList<string> texts)
    {
        var tokens = new TokenizedText[texts.Count];
        for (var i = 0; i < texts.Count; i++) tokens[i] = featurizer.Tokenize(TextNormalizer.Normalize(texts[i]));
        return Score(tokens);
    }

    /// <summary>How hateful or abusive as such: the one figure that sets with different labels are pooled by.</summary>
    public float Headline(float[] labels) => Math.Max(labels[IndexOf("toxic")], labels[IndexOf("identity_hate")]);

    public CategoryScores Combine(float[] labels) => package.Combine(labels);

    public void Dispose() => model.Dispose();

    private float[][] Score(TokenizedText[] tokens)
    {
        var scores = new float[tokens.Length][];
        var order = Enumerable.Range(0, tokens.Length).OrderBy(i => tokens[i].Length).ToArray();
        for (var start = 0; start < order.Length;)
        {
            var rows = 1;
            while (rows < MaxRows && start + rows < order.Length && tokens[order[start + rows]].Length * (rows + 1) <= MaxWords) rows++;
            ScoreBatch(tokens, order.AsSpan(start, rows), scores);
            start += rows;
        }
        return scores;
    }

    private void ScoreBatch(TokenizedText[] tokens, ReadOnlySpan<int> chosen, float[][] scores)
    {
        var batch = new TokenizedText[chosen.Length];
        for (var i = 0; i < chosen.Length; i++) batch[i] = tokens[chosen[i]];
        var labels = new float[chosen.Length * Labels];
        model.ScoreLabels(batch, labels);
        for (var i = 0; i < chosen.Length; i++) scores[chosen[i]] = labels[(i * Labels)..((i + 1) * Labels)];
    }
}

using ModBot.Normalization;

namespace ModBot.Benchmarks.Figures;

/// <summary>What folding and featurising cost a message, on one thread.</summary>
internal static class TextFigures
{
    public static void Measure(Step step, FigureTable figures)
    {
        var featurizer = step.Package.CreateFeaturizer();
        var normalized = step.Chat.Select(TextNormalizer.Normalize).ToArray();
        Add("normalise", step, figures, i => TextNormalizer.Normalize(step.Chat[i]));
        Add("featurise", step, figures, i =>
        {
            var text = featurizer.Tokenize(normalized[i]);
            featurizer.Return(text);
            return text;
        });
        var words = step.Chat.Average(text => (double)featurizer.Tokenize(TextNormalizer.Normalize(text)).Length);
        figures.Add("chat", "this sample", "characters/message", step.Chat.Average(text => (double)text.Length));
        figures.Add("chat", "this sample", "words/message", words);
        figures.Add("chat", "this sample", "distinct folded texts, %", 100.0 * normalized.Select(text => text.Folded).Distinct().Count() / normalized.Length);
    }

    private static void Add<T>(string of, Step step, FigureTable figures, Func<int, T> act)
    {
        var run = Clock.Repeat(step.Time, step.Chat.Length, act);
        figures.Add("text", of, "us/message", run.MicrosecondsEach);
        figures.Add("text", of, "bytes/message", run.BytesEach);
    }
}

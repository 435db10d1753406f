using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>Do explanations name the words that carry the meaning? Asked of harmful sentences that are held, whose templates know.</summary>
internal sealed record ExplanationResult(int Cases, double Precision, double Recall, double F1, double WholeTextF1, IReadOnlyList<ExplanationRow> Classes, IReadOnlyList<ExplanationRow> Languages)
{
    public static ExplanationResult? Measure(IEnumerable<ScoredCase> cases, HoldRule rule, ModelPackage package)
    {
        using var model = package.CreateModel();
        var explainer = new Explainer(package.CreateFeaturizer(), model);
        var explained = cases.Where(item => item.Class.Harmful && item.Case.Meaning.Count > 0 && rule.IsHeld(item.Categories))
            .Select(item => new Explained(item.Case, Explain(explainer, item, rule), WholeText(item.Case))).ToList();
        if (explained.Count == 0) return null;
        return new ExplanationResult(explained.Count, Mean(explained, item => item.Words.Precision), Mean(explained, item => item.Words.Recall), Mean(explained, item => item.Words.F1),
            Mean(explained, item => item.Whole.F1), Rows(explained, item => item.Class), Rows(explained, item => item.Language));
    }

    private static SpanAgreement Explain(Explainer explainer, ScoredCase item, HoldRule rule)
    {
        var text = item.Case.Text;
        var words = explainer.Explain(TextNormalizer.Normalize(text), rule.Strongest(item.Categories)).Words;
        return SpanAgreement.Of(text, words.Select(word => new TextSpan(word.Start, word.Length)), item.Case.Meaning);
    }

    /// <summary>What an explanation would score that names every word: most sentences of the suite carry their meaning from end to end.</summary>
    private static SpanAgreement WholeText(FunctionalCase item) => SpanAgreement.Of(item.Text, [new TextSpan(0, item.Text.Length)], item.Meaning);

    private static List<ExplanationRow> Rows(List<Explained> explained, Func<FunctionalCase, string> key) =>
        [.. explained.GroupBy(item => key(item.Case)).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ExplanationRow(group.Key, group.Count(), Mean(group, item => item.Words.F1), Mean(group, item => item.Whole.F1)))];

    private static double Mean(IEnumerable<Explained> explained, Func<Explained, double> value) => Math.Round(explained.Average(value), 4);

    private sealed record Explained(FunctionalCase Case, SpanAgreement Words, SpanAgreement Whole);
}

/// <param name="Name">A class or a language.</param>
/// <param name="F1">Of characters, mean over its cases.</param>
internal sealed record ExplanationRow(string Name, int Cases, double F1, double WholeTextF1);

using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Host.Api.Perspective;

/// <summary>Scores a comment in attributes of the Perspective API.</summary>
internal sealed class CommentAnalyzer(IClassifier classifier)
{
    /// <summary>Attributes of a text and, where asked for, of its sentences.</summary>
    /// <param name="wishes">The attributes, under the names under which they were asked for, each with the least score that is wanted.</param>
    /// <returns>Null where the classifier is full or down.</returns>
    public async Task<IReadOnlyDictionary<string, AttributeScores>?> AnalyzeAsync(
        string text, IReadOnlyList<(string Name, PerspectiveAttribute Attribute, float Least)> wishes, bool spans, CancellationToken cancellationToken)
    {
        var sentences = Sentences.Split(text);
        // What is longer than the model reads at once is judged by its worst sentence: comments there may be forty times as long as a chat message.
        var isLong = text.Length > Sentences.Longest;
        var parts = spans || isLong ? sentences : [];
        var whole = await ScoreAsync(text, cancellationToken);
        var ofParts = await Task.WhenAll(parts.Select(part => ScoreAsync(text.Substring(part.Start, part.Length), cancellationToken)));
        if (whole is not { } all || ofParts.Any(part => part is null)) return null;
        var answer = new Dictionary<string, AttributeScores>(StringComparer.Ordinal);
        foreach (var (name, attribute, least) in wishes)
        {
            var ofEach = ofParts.Select(part => attribute.Score(part!.Value)).ToArray();
            var summary = isLong ? Math.Max(attribute.Score(all), ofEach.DefaultIfEmpty(0).Max()) : attribute.Score(all);
            if (summary < least) continue;
            answer[name] = new AttributeScores(
                spans && sentences.Count > 0 ? [.. sentences.Zip(ofEach, (span, score) => Span(span, score))] : [Span(new TextSpan(0, text.Length), summary)],
                new ScoreValue(summary));
        }
        return answer;
    }

    private static SpanScore Span(TextSpan span, float score) => new(span.Start, span.End, new ScoreValue(score));

    private async Task<CategoryScores?> ScoreAsync(string text, CancellationToken cancellationToken)
    {
        var assessment = await classifier.ClassifyAsync(TextNormalizer.Normalize(text), cancellationToken);
        return assessment.Status == ScoreStatus.Scored ? assessment.Scores : null;
    }
}

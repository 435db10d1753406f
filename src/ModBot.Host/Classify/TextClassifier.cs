using ModBot.Classification;
using ModBot.Normalization;

namespace ModBot.Host.Classify;

/// <summary>Scores texts outside chat: for the command line and the HTTP service.</summary>
internal sealed class TextClassifier(IClassifier classifier, LevelThresholds thresholds, IExplainer explainer) : IDisposable
{
    /// <summary>Texts that one caller has in the classifier's queue at a time; far below its capacity, so that nobody is crowded out.</summary>
    private const int Window = 512;

    /// <summary>Explaining costs as much as scoring two texts a word, so one caller at a time does it.</summary>
    private readonly SemaphoreSlim explaining = new(1);

    public void Dispose() => explaining.Dispose();

    /// <summary>One verdict a text, in order; null where the classifier could not score it.</summary>
    public async Task<TextVerdict?[]> ClassifyAsync(IReadOnlyList<string> texts, bool why, CancellationToken cancellationToken)
    {
        var verdicts = new TextVerdict?[texts.Count];
        for (var start = 0; start < texts.Count; start += Window)
        {
            var window = Enumerable.Range(start, Math.Min(Window, texts.Count - start));
            var scored = await Task.WhenAll(window.Select(i => ScoreAsync(texts[i], cancellationToken)));
            for (var i = 0; i < scored.Length; i++) verdicts[start + i] = await JudgeAsync(scored[i], why, cancellationToken);
        }
        return verdicts;
    }

    private async Task<(NormalizedText Text, Assessment Assessment)> ScoreAsync(string text, CancellationToken cancellationToken)
    {
        var normalized = TextNormalizer.Normalize(text);
        return (normalized, await classifier.ClassifyAsync(normalized, cancellationToken));
    }

    private async Task<TextVerdict?> JudgeAsync((NormalizedText Text, Assessment Assessment) scored, bool why, CancellationToken cancellationToken)
    {
        if (scored.Assessment.Status != ScoreStatus.Scored) return null;
        var scores = scored.Assessment.Scores;
        // The overall level sets only what is on by default; the other categories are held when a channel names them.
        var levels = Categories.All.Where(category => category.IsOnByDefault())
            .Select(category => (category, level: thresholds.LowestHolding(category, scores[category])))
            .Where(held => held.level is not null)
            .ToArray();
        var heldAt = levels.Min(held => held.level);
        return new TextVerdict(
            scored.Text.Original,
            Categories.All.ToDictionary(category => category.Key(), category => MathF.Round(scores[category], 4)),
            heldAt,
            [.. levels.Where(held => held.level == heldAt).Select(held => held.category.Key())],
            why && heldAt is not null ? await ExplainAsync(scored.Text, levels.Where(held => held.level == heldAt).MaxBy(held => scores[held.category]).category, cancellationToken) : null);
    }

    private async Task<IReadOnlyList<WordWeight>> ExplainAsync(NormalizedText text, Category category, CancellationToken cancellationToken)
    {
        await explaining.WaitAsync(cancellationToken);
        try
        {
            return explainer.Explain(text, category).Words;
        }
        finally
        {
            explaining.Release();
        }
    }
}

using Microsoft.Extensions.Options;
using ModBot.Classification.Batching;
using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>Tokenises on the caller's side and scores through the batcher; the same folded text is scored once.</summary>
public sealed class BatchedClassifier(ITokenizer tokenizer, Batcher batcher, IOptions<BatcherOptions> options, ClassifierMetrics metrics) : IClassifier
{
    private readonly ScoreMemory memory = new(options.Value.RememberedTexts);

    public Task<Assessment> ClassifyAsync(NormalizedText text, CancellationToken cancellationToken)
    {
        if (memory.Find(text.Folded) is { } known)
        {
            metrics.Remembered();
            return known.WaitAsync(cancellationToken);
        }
        // Others may come to wait for this score, so a caller who gives up stops waiting but takes it from nobody.
        var score = batcher.ScoreAsync(tokenizer.Tokenize(text));
        memory.Remember(text.Folded, score);
        return score.WaitAsync(cancellationToken);
    }
}

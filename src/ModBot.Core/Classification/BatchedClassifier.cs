using Microsoft.Extensions.Options;
using ModBot.Classification.Batching;
using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>Tokenises on the caller's side and scores through the batcher; the same folded text is scored once, also while it is still being scored.</summary>
public sealed class BatchedClassifier(ITokenizer tokenizer, Batcher batcher, IOptions<BatcherOptions> options, ClassifierMetrics metrics) : IClassifier
{
    private readonly ScoreMemory memory = new(options.Value.RememberedTexts);

    public Task<Assessment> ClassifyAsync(NormalizedText text, CancellationToken cancellationToken)
    {
        var known = memory.Find(text.Folded);
        if (known is not null) metrics.Remembered();
        // Others may come to wait for this score, so a caller who gives up stops waiting but takes it from nobody.
        return (known ?? Start(text)).WaitAsync(cancellationToken);
    }

    private Task<Assessment> Start(NormalizedText text)
    {
        var pending = batcher.Prepare(tokenizer.Tokenize(text), tokenizer);
        var first = memory.FindOrRemember(text.Folded, pending.Task);
        if (first == pending.Task)
        {
            batcher.Queue(pending);
            return first;
        }
        // Another caller came with the same text meanwhile, and its score is on the way.
        tokenizer.Return(pending.Text);
        metrics.Remembered();
        return first;
    }
}

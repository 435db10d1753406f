namespace ModBot.Classification;

/// <summary>A classifier of batches. Thread-safe: each of the batcher's threads scores batches of its own.</summary>
public interface IModel
{
    /// <summary>Scores every row of <paramref name="batch"/> into the same position of <paramref name="scores"/>. Keeps nothing of the batch.</summary>
    void Score(ReadOnlySpan<TokenizedText> batch, Span<CategoryScores> scores);
}

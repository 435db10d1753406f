namespace ModBot.Classification;

/// <summary>A classifier of batches. Called by one thread at a time (the batcher's own).</summary>
public interface IModel
{
    /// <summary>Scores every row of <paramref name="batch"/> into the same position of <paramref name="scores"/>.</summary>
    void Score(ReadOnlySpan<TokenizedText> batch, Span<CategoryScores> scores);
}

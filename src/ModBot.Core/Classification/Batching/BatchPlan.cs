namespace ModBot.Classification.Batching;

/// <summary>
/// The rule by which a batch forms: messages are taken in order while rows x longest row stays within <paramref name="maxTokens"/> and the rows within
/// <paramref name="maxRows"/>. The first message always fits, or it could never run.
/// </summary>
public struct BatchPlan(int maxTokens, int maxRows)
{
    public int Rows { get; private set; }

    public int LongestRow { get; private set; }

    /// <summary>What the model computes over, padding included.</summary>
    public readonly int PaddedTokens => Rows * LongestRow;

    /// <summary>Takes a message of <paramref name="length"/> tokens into the batch if it fits.</summary>
    public bool TryAdd(int length)
    {
        var rows = Rows + 1;
        var longest = Math.Max(LongestRow, length);
        if (Rows > 0 && (rows > maxRows || (long)rows * longest > maxTokens)) return false;
        (Rows, LongestRow) = (rows, longest);
        return true;
    }
}

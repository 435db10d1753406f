namespace ModBot.Normalization;

/// <summary>
/// The buffers of a fold, kept by each thread for its next message. A fold runs to its end on one thread and calls nothing that folds, so nobody else can hold them meanwhile;
/// what leaves a fold is copied out.
/// </summary>
internal sealed class FoldScratch
{
    /// <summary>Far above any chat message. Buffers that grew beyond it are let go, so that one huge text does not stay in memory for good.</summary>
    private const int LargestKept = 8192;

    [ThreadStatic]
    private static FoldScratch? ofThread;

    public FoldBuffer Visible { get; } = new();

    public FoldBuffer First { get; } = new();

    public FoldBuffer Second { get; } = new();

    public static FoldScratch OfThread => ofThread ??= new FoldScratch();

    /// <summary>To be called when a fold is over.</summary>
    public void Trim()
    {
        if (Math.Max(Visible.Capacity, Math.Max(First.Capacity, Second.Capacity)) > LargestKept) ofThread = null;
    }
}

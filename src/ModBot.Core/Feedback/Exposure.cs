namespace ModBot.Feedback;

/// <summary>How long messages stood in chat before ModBot's delete was confirmed.</summary>
/// <param name="Hidden">The share that was gone within <see cref="ShortestDelay"/>: with a chat delay no viewer saw it.</param>
public readonly record struct Exposure(TimeSpan P50, TimeSpan P99, double Hidden)
{
    /// <summary>The shortest chat delay that Twitch offers.</summary>
    public static readonly TimeSpan ShortestDelay = TimeSpan.FromSeconds(2);

    /// <param name="exposures">One or more, in any order.</param>
    public static Exposure Of(IEnumerable<TimeSpan> exposures)
    {
        TimeSpan[] sorted = [.. exposures.Order()];
        return new Exposure(At(0.5), At(0.99), sorted.Count(exposure => exposure <= ShortestDelay) / (double)sorted.Length);

        // Nearest rank: the smallest value that at least the share q of all values do not exceed.
        TimeSpan At(double q) => sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Length) - 1)];
    }
}

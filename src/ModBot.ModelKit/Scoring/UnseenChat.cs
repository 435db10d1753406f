namespace ModBot.ModelKit;

/// <summary>The headline scores of all unseen chat, sorted once: every threshold that is a share of chat comes from here.</summary>
internal sealed class UnseenChat(IEnumerable<ChatScores> channels)
{
    private readonly float[] sorted = [.. channels.SelectMany(channel => channel.Headline).OrderDescending()];

    public int Lines => sorted.Length;

    public double MeanScore => sorted.Length == 0 ? 0 : sorted.Average();

    /// <summary>The lowest threshold at which at most this share of it is held.</summary>
    public float ThresholdFor(double share) => Metrics.ThresholdForShare(sorted, share);
}

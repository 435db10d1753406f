using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Splits;

/// <summary>The last few short lines of a chatter or a channel, the oldest first.</summary>
internal sealed class RecentLines
{
    /// <summary>A word of eight parts of two letters is as long as anybody spells.</summary>
    public const int Capacity = 8;

    private readonly Line[] lines = new Line[Capacity];
    private int count;

    public ReadOnlySpan<Line> Lines => lines.AsSpan(0, count);

    public void Add(in Line line, TimeSpan window)
    {
        var stale = count == Capacity ? 1 : 0;
        while (stale < count && line.At - lines[stale].At > window) stale++;
        Array.Copy(lines, stale, lines, 0, count - stale);
        lines.AsSpan(count - stale, stale).Clear();
        count -= stale;
        lines[count++] = line;
    }

    public void Clear()
    {
        lines.AsSpan(0, count).Clear();
        count = 0;
    }
}

/// <param name="IsTiny">A part of a spelled word, if anything.</param>
internal readonly record struct Line(ChatMessage Message, NormalizedText Text, DateTimeOffset At, bool IsTiny);

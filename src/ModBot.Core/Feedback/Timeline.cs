using ModBot.Holds;

namespace ModBot.Feedback;

/// <summary>A time in equal parts, and what happened in each: messages, holds and what became of them.</summary>
public sealed class Timeline
{
    /// <summary>More parts than that are no picture any more.</summary>
    private const int MostParts = 60;

    /// <summary>How long a part may be: multiples of <see cref="ChatClock.Slot"/>, in which messages are counted.</summary>
    private static readonly TimeSpan[] Lengths = [.. new[] { 10, 30, 60, 180, 360, 720, 1440, 10080 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    private readonly TimelinePart[] parts;

    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="chat">The messages of that time.</param>
    public Timeline(DateTimeOffset from, DateTimeOffset to, ChatClock chat)
    {
        From = ChatClock.SlotOf(from);
        Length = Lengths.FirstOrDefault(length => (to - From) / length <= MostParts, Lengths[^1]);
        parts = [.. Enumerable.Range(0, Math.Max(1, (int)Math.Ceiling((to - From) / Length))).Select(i => new TimelinePart(From + (i * Length)))];
        foreach (var (at, messages) in chat.Slots)
        {
            if (At(at) is { } part) part.Messages += messages;
        }
    }

    public DateTimeOffset From { get; }

    /// <summary>How long each part is.</summary>
    public TimeSpan Length { get; }

    /// <summary>The parts, the earliest first.</summary>
    public IReadOnlyList<TimelinePart> Parts => parts;

    internal void Add(Hold hold)
    {
        // What is asked for, and who answers it, says nothing of how busy the chat was.
        if (hold.Appeal is not null) return;
        if (At(hold.CreatedAt) is { } held) held.Held++;
        if (hold.EndedAt is not { } ended || At(ended) is not { } end) return;
        switch (hold)
        {
            case { State: HoldState.Expired }: end.Lapsed++; break;
            case { State: HoldState.Denied, Resolution: { By.IsMachine: true, IsOnTwitch: false } }: end.Acted++; break;
            case { State: HoldState.Denied }: end.Denied++; break;
            default: end.Approved++; break;
        }
    }

    private TimelinePart? At(DateTimeOffset time) => time < From ? null : parts.ElementAtOrDefault((int)((time - From) / Length));
}

/// <summary>One part of a <see cref="Timeline"/>. Decisions count where they were made, and only as they stand: one that was undone is none.</summary>
/// <param name="from">Where it begins.</param>
public sealed class TimelinePart(DateTimeOffset from)
{
    public DateTimeOffset From { get; } = from;

    public long Messages { get; internal set; }

    public int Held { get; internal set; }

    public int Approved { get; internal set; }

    public int Denied { get; internal set; }

    public int Lapsed { get; internal set; }

    /// <summary>Acted on by ModBot itself.</summary>
    public int Acted { get; internal set; }

    /// <summary>All that ended in it.</summary>
    public int Ended => Approved + Denied + Lapsed + Acted;
}

using System.Globalization;
using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>
/// When there was chat and when there were streams, out of the counts that <see cref="IChatCountStore"/> keeps: messages in slots of ten minutes, and the moments in which a stream began or
/// ended.
/// </summary>
public sealed class ChatClock
{
    /// <summary>How finely messages are counted.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(10);

    private const string TimeFormat = "HH:mm:ss";
    private const string SlotName = "at";
    private const string OnlineName = "online";
    private const string OfflineName = "offline";

    private readonly SortedDictionary<DateTimeOffset, long> slots = [];
    private readonly SortedDictionary<DateTimeOffset, bool> marks = [];
    private readonly Dictionary<string, long> sums = [];

    private ChatClock()
    {
    }

    /// <summary>What was counted besides: how much chat each level would hold.</summary>
    public ChatCounts Counts => new(sums);

    /// <summary>Messages by the slot in which they came, the earliest first; slots without any are left out.</summary>
    public IReadOnlyDictionary<DateTimeOffset, long> Slots => slots;

    /// <summary>The streams, the earliest first.</summary>
    public IReadOnlyList<StreamSpan> Streams => StreamSpan.Read(marks, slots.Keys);

    /// <summary>Reads the days of a time.</summary>
    public static async Task<ChatClock> ReadAsync(IChatCountStore store, BroadcasterId broadcaster, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var clock = new ChatClock();
        var (first, last) = (DayOf(from), DayOf(to));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var (name, count) in await store.ReadAsync(broadcaster, day, day, cancellationToken)) clock.Add(day, name, count);
        }
        return clock;
    }

    /// <summary>How many messages came in a time, to the slot.</summary>
    public long MessagesIn(DateTimeOffset from, DateTimeOffset to) => slots.Where(slot => slot.Key >= SlotOf(from) && slot.Key < to).Sum(slot => slot.Value);

    /// <summary>The slot that a moment lies in.</summary>
    internal static DateTimeOffset SlotOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Slot.Ticks), TimeSpan.Zero);

    /// <summary>Adds one message to a day's counts by name.</summary>
    internal static void AddMessage(Dictionary<string, long> counts, DateTimeOffset at) => Increment(counts, SlotName, SlotOf(at));

    /// <summary>Adds the beginning or the end of a stream to a day's counts by name.</summary>
    internal static void AddMark(Dictionary<string, long> counts, DateTimeOffset at, bool isOnline) => Increment(counts, isOnline ? OnlineName : OfflineName, at);

    private static void Increment(Dictionary<string, long> counts, string name, DateTimeOffset at)
    {
        var key = $"{name}:{at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private void Add(DateOnly day, string name, long count)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !TimeOnly.TryParseExact(name.AsSpan(colon + 1), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            sums[name] = sums.GetValueOrDefault(name) + count;
            return;
        }
        var at = new DateTimeOffset(day, time, TimeSpan.Zero);
        switch (name[..colon])
        {
            case SlotName: slots[at] = count; break;
            case OnlineName: marks[at] = true; break;
            case OfflineName: marks[at] = false; break;
            default: break;
        }
    }
}

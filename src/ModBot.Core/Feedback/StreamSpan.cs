namespace ModBot.Feedback;

/// <summary>From when to when a channel streamed.</summary>
/// <param name="To">Null while it is not known to have ended.</param>
public sealed record StreamSpan(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>A stream that comes back so soon went on: an encoder crashed, a line broke.</summary>
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(15);

    /// <summary>Chat that is quiet for longer than that belongs to no stream that was not heard of.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    /// <summary>No stream on Twitch lasts longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(48);

    /// <summary>
    /// Streams out of what was heard of them. Where ModBot was away when one began or ended, chat tells instead: it began with the first message of the chat that went on until it ended; it ended
    /// with the last message before the next began. Pure.
    /// </summary>
    /// <param name="marks">True where a stream began, false where one ended; the earliest first.</param>
    /// <param name="slots">The slots (<see cref="ChatClock.Slot"/>) in which there was chat; the earliest first.</param>
    internal static IReadOnlyList<StreamSpan> Read(IEnumerable<KeyValuePair<DateTimeOffset, bool>> marks, IReadOnlyCollection<DateTimeOffset> slots)
    {
        var streams = new List<StreamSpan>();
        DateTimeOffset? begun = null;
        foreach (var (at, isOnline) in marks)
        {
            if (isOnline)
            {
                if (begun is { } unended) Add(unended, LastChat(unended, at));
                begun = at;
            }
            else
            {
                Add(begun is { } known && at - known <= Longest ? known : FirstChat(at, streams is [.., { To: { } before }] ? before : DateTimeOffset.MinValue), at);
                begun = null;
            }
        }
        if (begun is { } running) Add(running, null);
        return streams;

        void Add(DateTimeOffset from, DateTimeOffset? to)
        {
            if (streams is [.., { To: { } last } previous] && from - last <= LongestBreak) streams[^1] = previous with { To = to };
            else if (to is null || to > from) streams.Add(new StreamSpan(from, to));
        }

        DateTimeOffset LastChat(DateTimeOffset from, DateTimeOffset before) =>
            slots.Where(slot => slot >= from && slot < before && slot - from <= Longest).Select(slot => slot + ChatClock.Slot < before ? slot + ChatClock.Slot : before).DefaultIfEmpty(from).Max();

        DateTimeOffset FirstChat(DateTimeOffset end, DateTimeOffset after)
        {
            var first = end;
            foreach (var slot in slots.Where(slot => slot < end && slot >= after).Reverse())
            {
                if (first - slot > LongestSilence) break;
                first = slot;
            }
            return first;
        }
    }
}

using ModBot.Messages;

namespace ModBot.Enforcement;

/// <summary>
/// How often ModBot says one sort of thing to viewers: once in a while to each, and so many times a minute in a channel, so that nobody can make it flood the chat. Kept by this process, and
/// empty after a restart. Thread-safe.
/// </summary>
/// <param name="pause">How long one chatter is left alone.</param>
/// <param name="perMinute">How often a minute in a channel.</param>
public sealed class SpeechLimit(TimeSpan pause, int perMinute)
{
    private const int MaxChatters = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(BroadcasterId, ChatterId), DateTimeOffset> chatters = [];
    private readonly Dictionary<BroadcasterId, List<DateTimeOffset>> channels = [];

    /// <summary>Whether it may be said to this chatter now; counts it if so.</summary>
    public bool TryTake(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset now)
    {
        lock (gate)
        {
            if (chatters.TryGetValue((broadcaster, chatter), out var last) && now - last < pause) return false;
            if (!channels.TryGetValue(broadcaster, out var times)) channels[broadcaster] = times = [];
            times.RemoveAll(at => now - at >= Minute);
            if (times.Count >= perMinute) return false;
            if (chatters.Count >= MaxChatters) Sweep(now);
            times.Add(now);
            chatters[(broadcaster, chatter)] = now;
            return true;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (who, last) in chatters)
        {
            if (now - last >= pause) chatters.Remove(who);
        }
        foreach (var (channel, times) in channels)
        {
            if (times.TrueForAll(at => now - at >= Minute)) channels.Remove(channel);
        }
    }
}

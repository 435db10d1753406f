namespace ModBot.Twitch.EventSub;

/// <summary>Remembers ids for a while. Safe from any thread.</summary>
internal sealed class RecentIds(TimeSpan memory, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<(long At, string Id)> order = new();

    public bool IsNew(string id)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            while (order.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At, now) > memory) known.Remove(order.Dequeue().Id);
            if (!known.Add(id)) return false;
            order.Enqueue((now, id));
            return true;
        }
    }
}

using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>What is remembered of chatters, each in each channel: of so many at most, and beyond that the first to come is the first to be forgotten.</summary>
internal sealed class ChatterMemory<T>(int most) where T : new()
{
    private readonly Dictionary<(BroadcasterId, ChatterId), T> memory = [];
    private readonly Queue<(BroadcasterId, ChatterId)> order = [];

    /// <summary>What is remembered of a message's chatter; new where nothing is.</summary>
    public T Recall(ChatMessage message, out bool isNew) => Recall((message.Broadcaster, message.Chatter.Id), out isNew);

    /// <summary>The same by ids; a channel as a whole is the chatter with no id.</summary>
    public T Recall((BroadcasterId, ChatterId) key, out bool isNew)
    {
        isNew = !memory.TryGetValue(key, out var known);
        if (!isNew) return known!;
        if (memory.Count >= most) memory.Remove(order.Dequeue());
        order.Enqueue(key);
        return memory[key] = new T();
    }
}

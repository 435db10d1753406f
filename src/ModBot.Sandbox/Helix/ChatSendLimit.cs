namespace ModBot.Sandbox.Helix;

/// <summary>How fast one account may send: a window of 30 seconds over all channels, and one a second where it has no role. Thread-safe.</summary>
internal sealed class ChatSendLimit(SandboxOptions options)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> sent = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Sender, string Broadcaster), DateTimeOffset> last = [];

    public bool TryTake(string senderId, string broadcasterId, bool isPrivileged)
    {
        lock (gate)
        {
            var now = options.TimeProvider.GetUtcNow();
            if (!sent.TryGetValue(senderId, out var times))
                sent[senderId] = times = new Queue<DateTimeOffset>();
            while (times.TryPeek(out var oldest) && now - oldest >= Window)
                times.Dequeue();

            var limit = isPrivileged ? options.ChatMessagesPer30Seconds : Math.Max(1, options.ChatMessagesPer30Seconds / 5);
            if (times.Count >= limit)
                return false;
            if (!isPrivileged && last.TryGetValue((senderId, broadcasterId), out var before) && now - before < TimeSpan.FromSeconds(1))
                return false;

            times.Enqueue(now);
            last[(senderId, broadcasterId)] = now;
            return true;
        }
    }
}

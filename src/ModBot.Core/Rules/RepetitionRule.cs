using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>
/// Holds a message that its chatter has sent again and again. Folded texts are compared, so changing case or adding invisible characters does not help.
/// Remembers hashes only, of the most recent <see cref="MaxChatters"/> chatters.
/// </summary>
public sealed class RepetitionRule : IRule
{
    private const int MaxChatters = 10_000;

    private readonly Dictionary<(BroadcasterId, ChatterId), Recent> memory = [];
    private readonly Queue<(BroadcasterId, ChatterId)> order = [];

    public string Name => "repetition";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Repetition;
        if (!settings.Scope.Covers(input.Message.Chatter) || input.Text.Folded.Length == 0) return null;
        var recent = Recall((input.Message.Broadcaster, input.Message.Chatter.Id));
        var count = recent.Count(input.Text.Folded.GetHashCode(StringComparison.Ordinal), input.Message.SaidAt ?? input.Message.SentAt, settings.Window);
        if (count < settings.Limit) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"the same message {count} times within {settings.Window.TotalSeconds:0} s", Value: count, Threshold: settings.Limit);
    }

    private Recent Recall((BroadcasterId, ChatterId) key)
    {
        if (memory.TryGetValue(key, out var recent)) return recent;
        if (memory.Count >= MaxChatters) memory.Remove(order.Dequeue());
        order.Enqueue(key);
        return memory[key] = new Recent();
    }

    /// <summary>One chatter's last run of equal messages.</summary>
    private sealed class Recent
    {
        private readonly Queue<DateTimeOffset> times = [];
        private int hash;

        /// <summary>How often the message now stands within the window, this time included.</summary>
        public int Count(int textHash, DateTimeOffset at, TimeSpan window)
        {
            if (textHash != hash) times.Clear();
            hash = textHash;
            while (times.TryPeek(out var oldest) && at - oldest > window) times.Dequeue();
            if (times.Count < 100) times.Enqueue(at);
            return times.Count;
        }
    }
}

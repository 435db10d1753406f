using System.Collections.Concurrent;
using ModBot.Rules;
using ModBot.Sandbox.Chat;

namespace ModBot.EndToEnd.Soak;

/// <summary>
/// What was said, and what the bot judged. Stands among the bot's rules, each of which sees every message exactly once as it enters the pipeline.
/// </summary>
internal sealed class MessageLedger : IRule
{
    // In two generations, so that an hour of chat costs no memory and what is not settled yet is never forgotten.
    private ConcurrentDictionary<string, int> judged = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, int> judgedBefore = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ChatMessage> said = new();
    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> gaps = [];
    private long settled;

    public string Name => "ledger";

    /// <summary>Messages said while the bot was connected that it never judged.</summary>
    public ConcurrentBag<string> Missed { get; } = [];

    /// <summary>Messages judged more than once.</summary>
    public ConcurrentBag<string> Repeated { get; } = [];

    /// <summary>Messages whose fate is known: judged once, or said while the connection was cut.</summary>
    public long Settled => Interlocked.Read(ref settled);

    /// <summary>Messages said while the connection was cut and never delivered: Twitch replays nothing.</summary>
    public long Undelivered { get; private set; }

    public RuleHit? Evaluate(in RuleInput input)
    {
        var id = input.Message.Id.Value;
        if (judged.AddOrUpdate(id, 1, (_, times) => times + 1) == 2 || judgedBefore.ContainsKey(id)) Repeated.Add(id);
        return null;
    }

    public void Said(ChatMessage message) => said.Enqueue(message);

    /// <summary>The connection is cut: what is said from now on may not arrive.</summary>
    public void OpenGap(DateTimeOffset from)
    {
        lock (gate) gaps.Add((from, DateTimeOffset.MaxValue));
    }

    /// <summary>The connection is back.</summary>
    public void CloseGap(DateTimeOffset to)
    {
        lock (gate) gaps[^1] = (gaps[^1].From, to);
    }

    /// <summary>Looks at what was said before <paramref name="before"/> and forgets it, so that an hour of chat costs no memory.</summary>
    public void Settle(DateTimeOffset before)
    {
        while (said.TryPeek(out var message) && message.SentAt < before && said.TryDequeue(out message))
        {
            if (!judged.ContainsKey(message.Id) && !judgedBefore.ContainsKey(message.Id))
            {
                if (IsInGap(message.SentAt)) Undelivered++;
                else Missed.Add($"{message.SentAt:HH:mm:ss.f} {message.Id}");
            }
            Interlocked.Increment(ref settled);
        }
        if (judged.Count >= 100_000) (judgedBefore, judged) = (judged, new ConcurrentDictionary<string, int>(StringComparer.Ordinal));
    }

    private bool IsInGap(DateTimeOffset at)
    {
        lock (gate) return gaps.Exists(gap => gap.From <= at && at <= gap.To);
    }
}

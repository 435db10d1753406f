using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Raids;

/// <summary>Near-duplicates that may become a raid.</summary>
internal sealed class RaidWave(ulong hash)
{
    private readonly List<(ChatMessage Message, DateTimeOffset At)> lines = [];

    /// <summary>The fingerprint of its first message.</summary>
    public ulong Hash { get; } = hash;

    public DateTimeOffset FirstAt => lines[0].At;

    public DateTimeOffset LastAt => lines[^1].At;

    /// <summary>All messages but the last.</summary>
    public ImmutableArray<HeldLine> Earlier => [.. lines.SkipLast(1).Select(line => HeldLine.Of(line.Message))];

    /// <summary>Adds a message and counts the chatters within the window.</summary>
    public int Add(ChatMessage message, DateTimeOffset at, TimeSpan window)
    {
        lines.RemoveAll(line => at - line.At > window);
        if (lines.Count > RaidCards.MaxLines) lines.RemoveAt(0);
        lines.Add((message, at));
        return lines.Select(line => line.Message.Chatter.Id).Distinct().Count();
    }
}

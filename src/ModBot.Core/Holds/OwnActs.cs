using System.Collections.Concurrent;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>
/// What ModBot itself has just done on Twitch. Twitch tells everyone that a message or a chatter's messages are gone, and often not by whom; this tells ModBot's own acts from
/// those of people. Thread-safe; kept in memory, for the few seconds that an echo takes.
/// </summary>
public sealed class OwnActs(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> messages = new();
    private readonly ConcurrentDictionary<(BroadcasterId, ChatterId), DateTimeOffset> chatters = new();
    private DateTimeOffset swept;

    /// <summary>Notes what is about to be done.</summary>
    public void Note(Hold hold, Effect effect)
    {
        if (effect.Kind == EffectKind.DeleteMessage) NoteDelete(effect.Message ?? hold.Message.Id);
        else if (effect.Kind is EffectKind.Timeout or EffectKind.Ban) NoteRemoval(hold.Broadcaster, effect.Chatter);
    }

    /// <summary>Notes a delete of a message, by this process or by another of the same account.</summary>
    public void NoteDelete(MessageId message)
    {
        Sweep();
        messages[message.Value] = time.GetUtcNow();
    }

    /// <summary>Notes a timeout or ban, by this process or by another of the same account.</summary>
    public void NoteRemoval(BroadcasterId broadcaster, ChatterId chatter)
    {
        Sweep();
        chatters[(broadcaster, chatter)] = time.GetUtcNow();
    }

    public bool HasDeleted(MessageId message) => messages.TryGetValue(message.Value, out var at) && IsRecent(at);

    public bool HasRemoved(BroadcasterId broadcaster, ChatterId chatter) => chatters.TryGetValue((broadcaster, chatter), out var at) && IsRecent(at);

    private bool IsRecent(DateTimeOffset at) => time.GetUtcNow() - at < Kept;

    private void Sweep()
    {
        if (IsRecent(swept)) return;
        swept = time.GetUtcNow();
        foreach (var (message, at) in messages) if (!IsRecent(at)) messages.TryRemove(message, out _);
        foreach (var (chatter, at) in chatters) if (!IsRecent(at)) chatters.TryRemove(chatter, out _);
    }
}

using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Context;

/// <summary>
/// Remembers the last messages of each channel, so that a hold can show what was said before it, and follows chat for those that were held until it has what was said after. Kept in
/// memory and bounded; an ordinary message costs a reference. Thread-safe; <see cref="See"/> is called in the order of arrival.
/// </summary>
public sealed class ChatContext
{
    private const int MaxChannels = 10_000;

    /// <summary>Held messages whose following messages are kept in memory; beyond it the first is forgotten.</summary>
    private const int MaxWatched = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<BroadcasterId, LastMessages> channels = [];
    private readonly Dictionary<MessageId, Watch> watches = [];
    private readonly Queue<MessageId> order = [];

    /// <summary>Remembers a message.</summary>
    /// <param name="isPosted">False for one that Twitch holds: it has its place in the order, but nobody saw it.</param>
    public void See(ChatMessage message, bool isPosted = true)
    {
        if (message.IsForeign) return;
        lock (gate)
        {
            if (!channels.TryGetValue(message.Broadcaster, out var last))
            {
                if (channels.Count >= MaxChannels) channels.Clear();
                channels[message.Broadcaster] = last = new LastMessages();
            }
            last.Add(message, isPosted);
        }
    }

    /// <summary>What was said before a message that is held now; what is said after it is followed from here on.</summary>
    /// <param name="heldWith">What is held together with it, and so is no context.</param>
    /// <param name="lines">How many messages before and after; 0 for none.</param>
    /// <returns>Null where the channel wants none.</returns>
    public HoldContext? Open(ChatMessage message, ImmutableArray<HeldLine> heldWith, int lines)
    {
        if (lines == 0) return null;
        lock (gate)
        {
            if (!channels.TryGetValue(message.Broadcaster, out var last)) return new HoldContext();
            if (!watches.ContainsKey(message.Id)) Follow(message, last, lines);
            return new HoldContext { Before = last.Before(message.Id, heldWith, lines) };
        }
    }

    /// <summary>The context as stored, with what has been said since. What is stored stays as it is: names and texts may have been erased from it.</summary>
    public HoldContext? Of(MessageId message, HoldContext? stored)
    {
        if (stored is null) return null;
        lock (gate)
        {
            if (!watches.TryGetValue(message, out var watch) || watch.After.Count <= stored.After.Length) return stored;
            return stored with { After = [.. stored.After, .. watch.After.Skip(stored.After.Length)] };
        }
    }

    private void Follow(ChatMessage message, LastMessages last, int lines)
    {
        if (order.Count >= MaxWatched) watches.Remove(order.Dequeue());
        var watch = watches[message.Id] = new Watch(lines);
        order.Enqueue(message.Id);
        // Some messages came while this one was being judged.
        if (!last.After(message.Id).Any(watch.Take)) last.Waiting.Add(watch);
    }

    /// <summary>A held message that is followed.</summary>
    private sealed class Watch(int lines)
    {
        public List<HeldLine> After { get; } = new(lines);

        /// <summary>Whether it has enough.</summary>
        public bool Take(ChatMessage message)
        {
            After.Add(HeldLine.Of(message));
            return After.Count >= lines;
        }
    }

    /// <summary>The last messages of a channel, as many as may come while one of them is judged and explained, and the longest context before that one.</summary>
    private sealed class LastMessages
    {
        private const int Capacity = 64;

        private readonly (ChatMessage Message, bool IsPosted)[] ring = new (ChatMessage, bool)[Capacity];
        private long count;

        /// <summary>Those that have not enough yet.</summary>
        public List<Watch> Waiting { get; } = [];

        private long Oldest => Math.Max(0, count - Capacity);

        public void Add(ChatMessage message, bool isPosted)
        {
            ring[count++ % Capacity] = (message, isPosted);
            if (isPosted && Waiting.Count > 0) GiveToWaiting(message);
        }

        public IEnumerable<ChatMessage> After(MessageId message)
        {
            for (var i = Find(message) + 1; i < count; i++)
            {
                if (ring[i % Capacity] is { IsPosted: true, Message: var next }) yield return next;
            }
        }

        public ImmutableArray<HeldLine> Before(MessageId message, ImmutableArray<HeldLine> heldWith, int lines)
        {
            var before = new List<HeldLine>(lines);
            for (var i = Find(message) - 1; i >= Oldest && before.Count < lines; i--)
            {
                if (ring[i % Capacity] is { IsPosted: true, Message: var earlier } && heldWith.All(line => line.Id != earlier.Id)) before.Add(HeldLine.Of(earlier));
            }
            before.Reverse();
            return [.. before];
        }

        // Apart, so that only who is watched costs an allocation.
        private void GiveToWaiting(ChatMessage message) => Waiting.RemoveAll(watch => watch.Take(message));

        /// <summary>The place of a message; of one that is too old to be known, the place before all that are.</summary>
        private long Find(MessageId message)
        {
            var place = count - 1;
            while (place >= Oldest && ring[place % Capacity].Message.Id != message) place--;
            return place;
        }
    }
}

namespace ModBot.Messages;

/// <summary>
/// Who was heard in each channel, and since when: the one memory of who is new, whoever asks. Called once for each message, in the order of arrival and by one caller at a time; bounded.
/// </summary>
public sealed class KnownChatters
{
    private const int MaxChannels = 10_000;

    private readonly Dictionary<BroadcasterId, ChannelChatters> channels = [];

    /// <summary>Remembers the message's chatter and says what was known of them before.</summary>
    /// <param name="message">What was said.</param>
    /// <param name="learnFor">For how long after the channel's first message nobody is called new.</param>
    public Heard Hear(ChatMessage message, TimeSpan learnFor)
    {
        if (!channels.TryGetValue(message.Broadcaster, out var channel))
        {
            if (channels.Count >= MaxChannels) channels.Clear();
            channels[message.Broadcaster] = channel = new ChannelChatters();
        }
        return channel.Hear(message.Chatter.Id, message.At, learnFor);
    }
}

/// <summary>How well a chatter is known in a channel at the moment of a message.</summary>
/// <param name="FirstAt">When they were first heard, which may be now. The distant past for whom was heard before anybody could be called new.</param>
/// <param name="IsFirst">Nobody of this id was heard here before this message.</param>
/// <param name="Since">Since when the channel is listened to.</param>
/// <param name="IsLearning">Too little was heard of the channel to call anybody new.</param>
/// <param name="Silence">For how long nobody had said anything in the channel.</param>
public readonly record struct Heard(DateTimeOffset FirstAt, bool IsFirst, DateTimeOffset Since, bool IsLearning, TimeSpan Silence);

/// <summary>
/// The chatters of one channel. Keeps the hashes of their ids, the 32,768 to 65,536 that spoke last: two generations, of which the older is dropped when the younger is full. A clash of hashes
/// makes somebody new look known, once in tens of thousands.
/// </summary>
internal sealed class ChannelChatters
{
    private const int Generation = 32_768;

    /// <summary>Until so many were heard, everybody would count as new, however long that takes.</summary>
    private const int LearningMessages = 200;

    private Dictionary<int, DateTimeOffset> young = [];
    private Dictionary<int, DateTimeOffset> old = [];
    private DateTimeOffset? since;
    private DateTimeOffset lastAt;
    private int messages;

    public Heard Hear(ChatterId chatter, DateTimeOffset at, TimeSpan learnFor)
    {
        since ??= lastAt = at;
        if (messages < LearningMessages) messages++;
        var isLearning = messages < LearningMessages || at - since < learnFor;
        var first = Remember(chatter.GetHashCode(), isLearning ? DateTimeOffset.MinValue : at, out var isFirst);
        var silence = at - lastAt;
        lastAt = at;
        return new Heard(first, isFirst, since.Value, isLearning, silence);
    }

    private DateTimeOffset Remember(int key, DateTimeOffset at, out bool isFirst)
    {
        isFirst = false;
        if (young.TryGetValue(key, out var first)) return first;
        if (!old.TryGetValue(key, out first)) (first, isFirst) = (at, true);
        if (young.Count >= Generation)
        {
            old.Clear();
            (young, old) = (old, young);
        }
        return young[key] = first;
    }
}

using ModBot.Messages;

namespace ModBot.Raids;

/// <summary>
/// When chatters were first heard in a channel. Keeps the hashes of their ids, the 8,192 to 16,384 that spoke last: two generations, of which the older is dropped when the
/// younger is full. A clash of hashes makes somebody new look known, once in hundreds of thousands.
/// </summary>
internal sealed class KnownChatters
{
    private const int Generation = 8192;

    private Dictionary<int, DateTimeOffset> young = [];
    private Dictionary<int, DateTimeOffset> old = [];

    /// <summary>When this chatter was first heard, which may be now.</summary>
    /// <param name="at">What is remembered for somebody who was not heard before.</param>
    public DateTimeOffset Hear(ChatterId chatter, DateTimeOffset at)
    {
        var key = chatter.GetHashCode();
        if (young.TryGetValue(key, out var first)) return first;
        if (!old.TryGetValue(key, out first)) first = at;
        if (young.Count >= Generation)
        {
            old.Clear();
            (young, old) = (old, young);
        }
        return young[key] = first;
    }
}

namespace ModBot.Policy;

/// <summary>The same message, with small changes, from many chatters who are new to the channel: held as one card. Nobody is punished by it alone.</summary>
public sealed record RaidsConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>From how many new chatters on, 3 to 50. Default 5.</summary>
    public int Limit { get; init; } = 5;

    /// <summary>Within which time, 5 seconds to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long after a start, and for 200 messages, nobody is called new: who has spoken by then was there before. 0 to 1 hour; it goes for surges too. Default 5 minutes.</summary>
    public TimeSpan LearnFor { get; init; } = TimeSpan.FromMinutes(5);
}

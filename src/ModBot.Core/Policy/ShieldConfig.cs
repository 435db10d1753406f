namespace ModBot.Policy;

/// <summary>
/// What a surge of hostile newcomers changes in the channel, for as long as it goes on. It comes up by itself or with <c>!mod shield on</c>, and always goes down again by itself; what it changed
/// on Twitch is put back. Nobody is timed out or banned by it.
/// </summary>
public sealed record ShieldConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    public ShieldTriggerConfig Trigger { get; init; } = new();

    /// <summary>The level (1 to 4) that every category that is on goes to at least. Default 4.</summary>
    public int Level { get; init; } = 4;

    /// <summary>Whether the first messages of new chatters are held. Default true.</summary>
    public bool HoldNewcomers { get; init; } = true;

    /// <summary>On Twitch: how long everybody waits between two messages, 3 to 120 seconds; null leaves it. In the mode Observe nothing is changed on Twitch. Default null.</summary>
    public TimeSpan? SlowMode { get; init; }

    /// <summary>On Twitch: for how long one must have followed the channel to chat, 0 to 90 days in whole minutes; null leaves it. Default null.</summary>
    public TimeSpan? FollowersOnly { get; init; }

    /// <summary>On Twitch: only subscribers chat. Default false, which leaves it.</summary>
    public bool SubscribersOnly { get; init; }

    /// <summary>On Twitch: nobody repeats what was said. Default false, which leaves it.</summary>
    public bool UniqueChat { get; init; }

    /// <summary>On Twitch: only emotes. Default false, which leaves it.</summary>
    public bool EmoteOnly { get; init; }

    /// <summary>Twitch's own Shield Mode, with whatever its owner has put into it. Default false, which leaves it.</summary>
    public bool TwitchShieldMode { get; init; }

    /// <summary>How long after the last sign of a surge the shield goes down, 10 seconds to 1 hour. Default 5 minutes.</summary>
    public TimeSpan CalmFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the shield stays up at the most, whoever put it up, 1 minute to 24 hours and no shorter than <see cref="CalmFor"/>. When a person took it down, or it stayed up so long, it does not come up
    /// by itself for as long again. Default 1 hour.
    /// </summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether ModBot says in chat that the shield came up or went down by itself. Default false.</summary>
    public bool Announce { get; init; }
}

/// <summary>What ModBot takes for a surge.</summary>
public sealed record ShieldTriggerConfig
{
    /// <summary>From how many messages on the card of a raid (<see cref="RaidsConfig"/>) is one, 5 to 1,000. Default 15.</summary>
    public int RaidSize { get; init; } = 15;

    /// <summary>
    /// More new chatters than this within <see cref="Window"/> are one, 10 to 1,000, where they are also four times as many as usual in the channel. For ten minutes after a raid that Twitch
    /// announces, or after half an hour in which nobody chatted, new chatters are expected: then a quarter of them must say what is held. Default 40.
    /// </summary>
    public int NewChatters { get; init; } = 40;

    /// <summary>Within which time, 5 seconds to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);
}

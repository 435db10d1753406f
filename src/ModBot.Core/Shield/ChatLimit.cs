namespace ModBot.Shield;

/// <summary>
/// What can be switched on on Twitch to limit who may say how much in a channel. A limit's value is a whole number, and null while it is off: the seconds of slow mode, the minutes that one
/// must have followed, 0 for those that have no measure.
/// </summary>
public enum ChatLimit
{
    SlowMode,
    FollowersOnly,
    SubscribersOnly,
    UniqueChat,
    EmoteOnly,

    /// <summary>Twitch's own Shield Mode.</summary>
    TwitchShieldMode,
}

/// <summary>A limit that the shield has set, or is about to set.</summary>
/// <param name="Before">Its value before; null where it was off.</param>
/// <param name="Set">What the shield sets it to.</param>
public sealed record LimitChange(int? Before, int? Set);

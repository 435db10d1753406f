namespace ModBot.Twitch.Helix;

/// <summary>Which call goes first when points are short.</summary>
internal enum HelixPriority
{
    /// <summary>Stops harm: a delete, a timeout or ban, a denial.</summary>
    Urgent,

    Normal,

    /// <summary>Can wait: answers in chat, lookups.</summary>
    Low,
}

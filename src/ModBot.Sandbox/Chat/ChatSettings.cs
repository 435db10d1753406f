namespace ModBot.Sandbox.Chat;

/// <summary>A channel's chat settings, in Twitch's units: seconds for slow mode and the chat delay, minutes for follower mode.</summary>
public sealed record ChatSettings
{
    public bool SlowMode { get; init; }
    public int? SlowModeWaitTime { get; init; }
    public bool FollowerMode { get; init; }
    public int? FollowerModeDuration { get; init; }
    public bool SubscriberMode { get; init; }
    public bool EmoteMode { get; init; }
    public bool UniqueChatMode { get; init; }

    /// <summary>Moderators and bots see a message this much before viewers do; a delete inside it is never seen by a viewer.</summary>
    public bool NonModeratorChatDelay { get; init; }

    /// <summary>2, 4 or 6 seconds.</summary>
    public int? NonModeratorChatDelayDuration { get; init; }

    public TimeSpan ViewerDelay
        => NonModeratorChatDelay ? TimeSpan.FromSeconds(NonModeratorChatDelayDuration ?? 0) : TimeSpan.Zero;
}

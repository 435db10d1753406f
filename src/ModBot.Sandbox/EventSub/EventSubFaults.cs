namespace ModBot.Sandbox.EventSub;

/// <summary>What is armed against the notifications: counters that count down, guarded by <see cref="EventSubHub"/>.</summary>
internal sealed class EventSubFaults
{
    public volatile bool KeepalivesStopped;

    public int Duplicates { get; set; }

    /// <summary>A duplicate with its own message id, which Twitch has been seen to send, too.</summary>
    public bool DuplicatesGetNewIds { get; set; }

    public int Late { get; set; }

    public TimeSpan LateBy { get; set; }
}

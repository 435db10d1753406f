namespace ModBot.Sandbox.EventSub;

/// <summary>What is armed against the notifications. The counters are guarded by <see cref="EventSubHub"/>.</summary>
internal sealed class EventSubFaults
{
    public volatile bool KeepalivesStopped;

    /// <summary>New connections get a 503.</summary>
    public volatile bool IsClosed;

    /// <summary>Frames go out in pieces of at most this many bytes; 0 sends them whole.</summary>
    public volatile int PieceBytes;

    /// <summary>Notifications are filled up to this many bytes with a field that nobody knows.</summary>
    public volatile int PaddedBytes;

    public int Duplicates { get; set; }

    /// <summary>A duplicate with its own message id, which Twitch has been seen to send, too.</summary>
    public bool DuplicatesGetNewIds { get; set; }

    public int Late { get; set; }

    public TimeSpan LateBy { get; set; }

    /// <summary>Notifications that really arrive later, with the time at which they were due.</summary>
    public int Delayed { get; set; }

    public TimeSpan DelayedBy { get; set; }
}

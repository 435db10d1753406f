using System.Collections.Concurrent;
using ModBot.Holds;

namespace ModBot.Raids;

/// <summary>One raid while it goes on: what it says, since when, and its card.</summary>
public sealed class Raid
{
    private readonly TaskCompletionSource<bool> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isOver;

    internal Raid(ulong hash, DateTimeOffset since, DateTimeOffset lastAt, int size) => (Hash, Since, LastAt, Size) = (hash, since, lastAt, size);

    internal ulong Hash { get; }

    /// <summary>Who was first heard before is none of the raiders.</summary>
    internal DateTimeOffset Since { get; }

    /// <summary>When its message came last.</summary>
    internal DateTimeOffset LastAt { get; set; }

    /// <summary>How many messages it has had, as they came.</summary>
    public int Size { get; internal set; }

    /// <summary>A moderator has found it harmless.</summary>
    public bool IsApproved => Card?.State == HoldState.Approved;

    /// <summary>There is no card to join any more; should it go on, it makes a new one.</summary>
    internal bool IsOver => isOver;

    /// <summary>The card as it was last seen in the store. Set before anybody joins, then only by the one whose turn it is.</summary>
    internal Hold? Card { get; set; }

    /// <summary>When the card was last written by somebody who joined it.</summary>
    internal DateTimeOffset WrittenAt { get; set; }

    /// <summary>Messages on their way onto the card.</summary>
    internal ConcurrentQueue<RaidJoin> Waiting { get; } = new();

    internal void Open(Hold card)
    {
        Card = card;
        opened.TrySetResult(true);
    }

    internal void End()
    {
        isOver = true;
        opened.TrySetResult(false);
    }

    /// <summary>Waits until the card is stored; false where there will be none.</summary>
    internal Task<bool> HasCardAsync(CancellationToken cancellationToken) => opened.Task.WaitAsync(cancellationToken);
}

/// <summary>A message on its way onto a card.</summary>
internal sealed class RaidJoin(Policy.HeldLine line)
{
    public Policy.HeldLine Line { get; } = line;

    public bool IsDone { get; set; }

    /// <summary>The card that took it; null where the card was approved or is gone.</summary>
    public Hold? Card { get; set; }
}

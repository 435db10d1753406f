using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>What became of one chatter's held messages in a channel, as counts and times: for moderators, and without any text.</summary>
public sealed class ChatterRecord
{
    private ChatterRecord()
    {
    }

    /// <summary>The chatter's holds by how they stand, with those in which theirs is only a line.</summary>
    public Tally Counts { get; } = new();

    /// <summary>The chatter's appeals and unban requests: granted are those that were approved.</summary>
    public Tally Appeals { get; } = new();

    /// <summary>Warnings that stand. A sanction that was undone, or lifted on Twitch, is none.</summary>
    public int Warnings { get; private set; }

    /// <summary>Timeouts that stand, run out or not.</summary>
    public int Timeouts { get; private set; }

    /// <summary>Bans that stand.</summary>
    public int Bans { get; private set; }

    /// <summary>When something of theirs was first held; null where nothing is known.</summary>
    public DateTimeOffset? FirstHeldAt { get; private set; }

    /// <summary>When something of theirs was last denied, by whomever; null where nothing was.</summary>
    public DateTimeOffset? LastDeniedAt { get; private set; }

    /// <summary>Counts a chatter's holds. Pure.</summary>
    /// <param name="holds">In any order; holds of others do not count.</param>
    /// <param name="chatter">Whose record it is.</param>
    public static ChatterRecord Of(IEnumerable<Hold> holds, ChatterId chatter)
    {
        var record = new ChatterRecord();
        foreach (var hold in holds.Where(hold => hold.SenderIds.Contains(chatter)))
        {
            if (hold.Appeal is null) record.Add(hold, chatter);
            else record.Appeals.Add(hold);
        }
        return record;
    }

    private void Add(Hold hold, ChatterId chatter)
    {
        Counts.Add(hold);
        if (!(FirstHeldAt <= hold.CreatedAt)) FirstHeldAt = hold.CreatedAt;
        if (hold is not { State: HoldState.Denied, Resolution: { } resolution }) return;
        if (!(LastDeniedAt >= resolution.At)) LastDeniedAt = resolution.At;
        // Whoever sent only an earlier line of a split message was not sanctioned for it.
        if (hold.Message.Chatter.Id != chatter && hold.OtherRaiders.All(raider => raider.Id != chatter)) return;
        switch (resolution.Ruling.Sanction?.Kind)
        {
            case SanctionKind.Warn: Warnings++; break;
            case SanctionKind.Timeout: Timeouts++; break;
            case SanctionKind.Ban: Bans++; break;
            default: break;
        }
    }
}

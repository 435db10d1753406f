using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Core.Tests.Feedback;

public sealed class ChatterRecordTests
{
    private static readonly ChatterId Goblin = Some.Chatter().Id;

    [Fact]
    public void Of_NothingKnown_IsEmpty()
    {
        var record = ChatterRecord.Of([Some.Hold(Some.Message(from: Some.Chatter("latecomet", id: "9")))], Goblin);

        Assert.Equal((0, null, null), (record.Counts.Held, record.FirstHeldAt, record.LastDeniedAt));
    }

    [Fact]
    public void Of_HoldsOfEveryKind_CountsEachOnce()
    {
        var record = ChatterRecord.Of(
            [
                At(3, Some.Hold()),
                At(2, Ended(HoldState.Approved)),
                At(5, Ended(HoldState.Expired)),
                At(4, Ended(HoldState.Denied, new Sanction(SanctionKind.Warn), decidedAt: 9)),
                At(6, Ended(HoldState.Denied, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(1)), decidedAt: 7)),
                At(7, Ended(HoldState.Denied, new Sanction(SanctionKind.Ban), by: Actor.ModBot, decidedAt: 7)),
            ],
            Goblin);

        var counts = record.Counts;
        Assert.Equal((6, 1, 1, 2, 1, 1), (counts.Held, counts.Open, counts.Approved, counts.Denied, counts.Expired, counts.Acted));
        Assert.Equal((1, 1, 1), (record.Warnings, record.Timeouts, record.Bans));
        Assert.Equal((Minute(2), Minute(9)), (record.FirstHeldAt, record.LastDeniedAt));
    }

    [Fact]
    public void Of_LineOfAnothersSplitMessage_IsHeldAndDeniedButNotSanctioned()
    {
        var split = WithLineOfGoblin(Ended(HoldState.Denied, new Sanction(SanctionKind.Ban), from: Some.Chatter("latecomet", id: "9")));

        Assert.Equal((1, 0), (ChatterRecord.Of([split], Goblin).Counts.Denied, ChatterRecord.Of([split], Goblin).Bans));
        Assert.Equal(1, ChatterRecord.Of([split], new ChatterId("9")).Bans);
        // On the card of a raid a sanction is for all.
        Assert.Equal(1, ChatterRecord.Of([split with { RaidSize = 2 }], Goblin).Bans);
    }

    [Fact]
    public void Of_SanctionUndoneOrLifted_IsNone()
    {
        var banned = HoldLifecycle.Resolve(Some.Hold(), Some.Moderator, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)), Some.Instant).Hold;
        var lifted = HoldLifecycle.LiftSanction(banned, Some.Moderator, Some.Instant).Hold;
        var undone = HoldLifecycle.Undo(banned, Some.Moderator, Some.Instant, TimeSpan.FromMinutes(1)).Hold;

        Assert.Equal((0, 1), (ChatterRecord.Of([lifted, undone], Goblin).Bans, ChatterRecord.Of([lifted, undone], Goblin).Counts.Denied));
    }

    private static DateTimeOffset Minute(int minute) => Some.Instant.AddMinutes(minute);

    private static Hold At(int minute, Hold hold) => hold with { CreatedAt = Minute(minute) };

    private static Hold WithLineOfGoblin(Hold hold) => hold with { Decision = hold.Decision with { Lines = [HeldLine.Of(Some.Message())] } };

    private static Hold Ended(HoldState state, Sanction? sanction = null, Actor? by = null, int decidedAt = 8, Chatter? from = null) => Some.Hold(Some.Message(from: from)) with
    {
        State = state,
        Resolution = new Resolution(by ?? Some.Moderator, Minute(decidedAt), new Ruling(RulingVerb.Deny, sanction), HoldKind.Flagged),
    };
}

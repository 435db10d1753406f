using System.Collections.Immutable;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

public sealed class WordingTests
{
    [Fact]
    public void Brief_SplitMessage_SaysOverHowManyMessages() =>
        Assert.Equal("bcd bullying 0.90 over 3 messages, still visible", Wording.Brief(Hold(Lines(2)) with { Code = ShortCode.Create("bcd") }));

    [Fact]
    public void Brief_Raid_SaysHowManyMessages() =>
        Assert.Equal("bcd raid x 37, still visible", Wording.Brief(Raid(37, Lines(20)) with { Code = ShortCode.Create("bcd") }));

    [Fact]
    public void Lines_OneMessage_SaysNothing() => Assert.Equal("", Wording.Lines(Some.Hold()));

    [Fact]
    public void Lines_SplitMessage_NamesItsSendersOnce() => Assert.Equal(" 3 messages, by a0, a1, gravelgoblin.", Wording.Lines(Hold(Lines(2))));

    [Fact]
    public void Lines_Raid_NamesTheFirstTenMembers() =>
        Assert.Equal(" 37 messages, by a0, a1, a2, a3, a4, a5, a6, a7, a8, a9 and 11 more.", Wording.Lines(Raid(37, Lines(20))));

    [Fact]
    public void Describe_RaidDeniedWithABan_SaysHowManySenders()
    {
        var denied = HoldLifecycle.Resolve(Raid(37, Lines(20)), Some.Moderator, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)), Some.Instant).Hold;

        Assert.Equal("bcd denied, 21 senders banned.", Wording.Describe(new ReviewResult.Done(denied with { Code = ShortCode.Create("bcd") }), "bcd", Some.Instant));
    }

    private static Hold Hold(ImmutableArray<HeldLine> lines) => Some.Hold() is var hold ? hold with { Decision = hold.Decision with { Lines = lines } } : hold;

    private static Hold Raid(int size, ImmutableArray<HeldLine> lines)
    {
        var hold = Hold(lines);
        var reason = new Reason { Source = "raid", Verdict = Verdict.Hold, Text = "the same message from 5 new chatters within 30 s", Value = 5, Threshold = 5 };
        return hold with { RaidSize = size, Decision = hold.Decision with { Reasons = [reason] } };
    }

    private static ImmutableArray<HeldLine> Lines(int count) => [.. Enumerable.Range(0, count).Select(i => HeldLine.Of(Some.Message("zz", Some.Chatter($"a{i}", id: $"{i}"))))];
}

using ModBot.Holds;
using ModBot.Messages;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

/// <summary>What is offered is done when it is asked for, and what is not is refused: for every role, on holds in every state.</summary>
public sealed class OfferTests : IDisposable
{
    private static readonly Chatter Lead = Some.Chatter("stormledger", Badges.LeadModerator, "810000021");
    private static readonly Chatter Broadcaster = Some.Chatter("pixelharbor", Badges.Broadcaster, "810000001");
    private static readonly Chatter Viewer = Some.Chatter("haruwave", Badges.None, "810000022");

    private readonly DeskBed bed = new();

    public static TheoryData<string, string> Everybody
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var who in new[] { "viewer", "trial", "moderator", "lead", "broadcaster" })
            {
                foreach (var state in new[] { "open", "claimed", "mine", "proposed", "approved", "denied", "banned", "late", "lapsed", "moderators" }) all.Add(who, state);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Offer_EveryAct_IsOfferedWhereItIsDone(string who, string state)
    {
        var person = PersonOf(who);
        var acts = new (string Name, Func<Offer, bool> IsOffered, Func<Hold, Task<ReviewResult>> Do)[]
        {
            ("approve", offer => offer.Approve, hold => bed.ResolveAsync(person, hold, Ruling.Approve)),
            ("deny", offer => offer.Deny, hold => bed.ResolveAsync(person, hold, Ruling.Deny)),
            ("claim", offer => offer.Claim || offer.Release, hold => bed.Desk.ClaimAsync(person, hold.Broadcaster, hold.Id, default)),
            ("take", offer => offer.Take || offer.Claim || offer.Release, hold => bed.Desk.TakeAsync(person, hold.Broadcaster, hold.Id, default)),
            ("release", offer => offer.Release, hold => bed.Desk.ReleaseAsync(person, hold.Broadcaster, hold.Id, default)),
            ("note", offer => offer.Note, hold => bed.Desk.NoteAsync(person, hold.Broadcaster, hold.Id, "seen before", default)),
            ("undo", offer => offer.Undo, hold => bed.Desk.UndoAsync(person, hold.Broadcaster, hold.Id, default)),
        };
        foreach (var (name, isOffered, act) in acts)
        {
            var hold = await MakeAsync(state, person);
            var offer = bed.Desk.OfferTo(person, hold);
            var result = await act(hold);
            Assert.True(isOffered(offer) == result is ReviewResult.Done or ReviewResult.Proposed, $"{name} by {who} on {state}: offered {isOffered(offer)}, came {result.GetType().Name}");
            if (name is "approve" or "deny" && isOffered(offer)) Assert.Equal(offer.Proposes, result is ReviewResult.Proposed);
        }
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("trial")]
    [InlineData("moderator")]
    [InlineData("lead")]
    [InlineData("broadcaster")]
    public async Task Offer_EverySanction_IsOfferedWhereItIsGiven(string who)
    {
        var person = PersonOf(who);
        var sanctions = new (Func<Offer, bool> IsOffered, Sanction Sanction)[]
        {
            (offer => offer.Warn, new Sanction(SanctionKind.Warn)),
            (offer => offer.LongestTimeout >= TimeoutLimits.Longest, new Sanction(SanctionKind.Timeout, TimeoutLimits.Longest)),
            (offer => offer.LongestTimeout > TimeSpan.Zero, new Sanction(SanctionKind.Timeout, TimeoutLimits.Shortest)),
            (offer => offer.Ban, new Sanction(SanctionKind.Ban)),
        };
        foreach (var (isOffered, sanction) in sanctions)
        {
            var hold = await MakeAsync("open", person);
            var result = await bed.ResolveAsync(person, hold, Ruling.Deny with { Sanction = sanction });
            Assert.Equal(isOffered(bed.Desk.OfferTo(person, hold)), result is ReviewResult.Done or ReviewResult.Proposed);
        }
    }

    [Fact]
    public async Task Offer_OnAModeratorsMessage_HasNoSanctionThatTwitchWouldRefuse()
    {
        var hold = await MakeAsync("moderators", Lead);
        Assert.True(bed.Desk.OfferTo(Lead, hold) is { Deny: true, Warn: false, Ban: false, LongestTimeout.Ticks: 0 });
    }

    [Fact]
    public async Task Offer_OfForgottenSender_HasNoNote()
    {
        var hold = await MakeAsync("denied", Lead);
        var (erased, _) = Erasure.Apply(hold, [], hold.Message.Chatter.Id, Some.Instant);
        Assert.False(bed.Desk.OfferTo(Lead, erased).Note);
    }

    public void Dispose() => bed.Dispose();

    private static Chatter PersonOf(string who) => who switch { "viewer" => Viewer, "trial" => DeskBed.Trial, "moderator" => DeskBed.Moderator, "lead" => Lead, _ => Broadcaster };

    private async Task<Hold> MakeAsync(string state, Chatter person)
    {
        var message = state == "moderators" ? Some.Message(from: Some.Chatter("mossyotter", Badges.Moderator, "810000023")) : Some.Message();
        var hold = await bed.AddAsync(Some.Hold(message) with { CreatedAt = bed.Time.GetUtcNow(), ExpiresAt = bed.Time.GetUtcNow() + TimeSpan.FromMinutes(30) });
        switch (state)
        {
            case "claimed": await bed.Desk.ClaimAsync(DeskBed.Other, hold.Broadcaster, hold.Id, default); break;
            case "mine": await bed.Desk.ClaimAsync(person, hold.Broadcaster, hold.Id, default); break;
            case "proposed": await bed.ResolveAsync(DeskBed.Trial, hold, Ruling.Deny); break;
            case "approved": await bed.ResolveAsync(DeskBed.Other, hold, Ruling.Approve); break;
            case "denied" or "late": await bed.ResolveAsync(DeskBed.Other, hold, Ruling.Deny); break;
            case "banned": await bed.ResolveAsync(DeskBed.Other, hold, Ruling.Deny with { Sanction = new Sanction(SanctionKind.Ban) }); break;
            case "lapsed":
                bed.Time.Advance(TimeSpan.FromMinutes(31));
                await bed.Desk.ExpireDueAsync(hold.Broadcaster, default);
                break;
            default: break;
        }
        if (state == "late") bed.Time.Advance(TimeSpan.FromMinutes(6));
        // Each act is one of many in a minute otherwise.
        else bed.Time.Advance(TimeSpan.FromSeconds(1));
        return await bed.FindAsync(hold);
    }
}

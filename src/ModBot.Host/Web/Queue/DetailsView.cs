using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Review;

namespace ModBot.Host.Web.Queue;

/// <summary>What a card shows only when somebody asks.</summary>
/// <param name="Sender">What of its sender's is open; null where it is no more than one.</param>
public sealed record DetailsView(HoldView Hold, SenderHolds? Sender);

/// <summary>The open holds of one sender, and what somebody may do with all of them.</summary>
/// <param name="Open">The oldest first.</param>
/// <param name="Proposes">Ruling on them only proposes: a second moderator confirms.</param>
public sealed record SenderHolds(IReadOnlyList<Hold> Open, bool MayApprove, bool MayDeny, bool Proposes)
{
    public string Login => Open[^1].Message.Chatter.Login;

    /// <summary>Their codes, as the form sends them back.</summary>
    public string Codes => string.Join(' ', Open.Select(hold => hold.Code.Value));

    /// <param name="open">The holds.</param>
    /// <param name="offers">What somebody may do with each.</param>
    public static SenderHolds Of(IReadOnlyList<Hold> open, IEnumerable<Offer> offers)
    {
        Offer[] decided = [.. offers.Where(offer => offer.Approve || offer.Deny)];
        return new SenderHolds(open, decided.Any(offer => offer.Approve), decided.Any(offer => offer.Deny), decided.All(offer => offer.Proposes));
    }
}

using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Web.Queue;

/// <summary>Reads what the pages of the queue show, for one person.</summary>
internal sealed class DeskQueue(ReviewDesk desk, BulkReview bulk, CombinedQueue queue, HoldViewer viewer, PolicyBook policies, TimeProvider time)
{
    /// <summary>More cards than fit on a screen and fewer than slow a page down.</summary>
    public const int MostCards = 50;

    public CardView View(Hold hold, DeskChannel channel, DeskView view, bool showsChannel) =>
        new(hold, channel, desk.OfferTo(channel.Person, hold), desk.ContextOf(hold), policies.For(channel.Id), view, showsChannel, time.GetUtcNow());

    /// <summary>The first open holds of the channels.</summary>
    public async Task<QueueView> ReadAsync(IReadOnlyList<DeskChannel> channels, DeskView view, bool showsChannel, CancellationToken cancellationToken)
    {
        var byId = channels.ToDictionary(channel => channel.Id);
        var open = await queue.ListOpenAsync(byId.Keys, MostCards, cancellationToken);
        return new QueueView([.. open.Select(hold => View(hold, byId[hold.Broadcaster], view, showsChannel))], await CountAsync(channels, cancellationToken));
    }

    public async Task<long> CountAsync(IEnumerable<DeskChannel> channels, CancellationToken cancellationToken)
    {
        long open = 0;
        foreach (var channel in channels) open += await desk.CountOpenAsync(channel.Id, cancellationToken);
        return open;
    }

    /// <summary>Of the cards that a page has, those that are not as they were.</summary>
    /// <param name="user">Who asks; what is not theirs to see is left out.</param>
    /// <param name="have">The page's cards, <c>channel.code.version</c> each, with commas between.</param>
    /// <param name="view">What is to be covered.</param>
    /// <param name="showsChannel">The page shows several channels.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<CardView>> ReadChangedAsync(DeskUser user, string have, DeskView view, bool showsChannel, CancellationToken cancellationToken)
    {
        var changed = new List<CardView>();
        foreach (var card in have.Split(',', StringSplitOptions.RemoveEmptyEntries).Take(2 * MostCards))
        {
            if (card.Split('.') is not [var login, var code, var version] || user.Find(login) is not { } channel) continue;
            if (await desk.FindAsync(channel.Id, ShortCode.Create(code), cancellationToken) is not { } hold || hold.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == version) continue;
            changed.Add(View(hold, channel, view, showsChannel));
        }
        return changed;
    }

    /// <summary>What a card shows only when somebody asks: the sender's record and what else of theirs is open, what was done and noted, and what an appeal is about.</summary>
    public async Task<DetailsView> ReadDetailsAsync(Hold hold, DeskChannel channel, CancellationToken cancellationToken) =>
        new(await viewer.ReadAsync(hold, cancellationToken), await ReadSenderAsync(hold, channel, cancellationToken));

    private async Task<SenderHolds?> ReadSenderAsync(Hold hold, DeskChannel channel, CancellationToken cancellationToken)
    {
        // A raid has many senders, and none of them is meant.
        if (hold.RaidSize is not null) return null;
        var open = await bulk.ListAsync(channel.Id, one => one.Message.Chatter.Id == hold.Message.Chatter.Id, cancellationToken);
        return open.Count > 1 ? SenderHolds.Of(open, open.Select(one => desk.OfferTo(channel.Person, one))) : null;
    }
}

/// <summary>The queue as a page shows it.</summary>
/// <param name="Cards">The first holds, at most <see cref="DeskQueue.MostCards"/>.</param>
/// <param name="Open">How many are open in all.</param>
public sealed record QueueView(IReadOnlyList<CardView> Cards, long Open);

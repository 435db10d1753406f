using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Explaining;

/// <summary>Reads what a hold's view is made of. Thread-safe.</summary>
public sealed class HoldViewer(ReviewDesk desk, IHoldStore store, PolicyBook policies, TimeProvider time)
{
    /// <summary>The view of a hold, with its sender's record and, for an appeal, what it is about.</summary>
    public async Task<HoldView> ReadAsync(Hold hold, CancellationToken cancellationToken)
    {
        var view = await ReadAloneAsync(hold, cancellationToken);
        if (hold.Appeal?.About is { } id && await store.FindAsync(hold.Broadcaster, id, cancellationToken) is { } about) view = view with { About = await ReadAloneAsync(about, cancellationToken) };
        if (hold.RaidSize is not null || hold.IsErased) return view;
        var chatter = hold.Message.Chatter.Id;
        var sent = await desk.ReadOfAsync(hold.Broadcaster, chatter, cancellationToken);
        var ladder = policies.For(hold.Broadcaster).Config.Ladder;
        return view with { Record = ChatterRecord.Of(sent, chatter), Ladder = ladder.Enabled ? Ladder.Standing(sent, chatter, ladder, time.GetUtcNow()) : null };
    }

    private async Task<HoldView> ReadAloneAsync(Hold hold, CancellationToken cancellationToken) =>
        HoldView.Of(hold, await desk.ReadHistoryAsync(hold, cancellationToken), desk.ContextOf(hold), policies.For(hold.Broadcaster), time.GetUtcNow());
}

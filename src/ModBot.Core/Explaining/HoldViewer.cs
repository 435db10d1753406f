using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Explaining;

/// <summary>Reads what a hold's view is made of. Thread-safe.</summary>
public sealed class HoldViewer(ReviewDesk desk, IHoldStore store, PolicyBook policies, TimeProvider time)
{
    public async Task<HoldView> ReadAsync(Hold hold, CancellationToken cancellationToken)
    {
        var history = await desk.ReadHistoryAsync(hold, cancellationToken);
        var view = HoldView.Of(hold, history, desk.ContextOf(hold), policies.For(hold.Broadcaster), time.GetUtcNow());
        if (hold.Appeal?.About is not { } id || await store.FindAsync(hold.Broadcaster, id, cancellationToken) is not { } about) return view;
        return view with { About = await ReadAsync(about, cancellationToken) };
    }
}

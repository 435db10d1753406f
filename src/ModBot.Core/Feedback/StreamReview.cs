using ModBot.Holds;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Feedback;

/// <summary>A stream, or any other time, looked back at: everything that was held in it and what became of it, out of one pass over the holds.</summary>
public sealed class StreamReview
{
    private readonly List<Reversal> reversals = [];
    private readonly List<Disagreement> disagreements = [];

    private StreamReview(Timeline timeline, long messages) => (Timeline, Messages) = (timeline, messages);

    /// <summary>How much chat there was; 0 also where none was counted.</summary>
    public long Messages { get; }

    public Timeline Timeline { get; }

    /// <summary>What moderators made of it.</summary>
    public ReviewReport Report { get; } = new();

    /// <summary>What nobody decided in time.</summary>
    public LapseReport Lapses { get; } = new();

    /// <summary>Decisions that were taken back, the latest first.</summary>
    public IEnumerable<Reversal> Reversals => reversals.OrderByDescending(reversal => reversal.Entry.At);

    /// <summary>Holds that moderators judged differently, the latest first.</summary>
    public IEnumerable<Disagreement> Disagreements => disagreements.OrderByDescending(one => one.Hold.CreatedAt);

    /// <summary>Reads the holds that were created in a time.</summary>
    /// <param name="store">The holds.</param>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="from">From when on.</param>
    /// <param name="to">Until when.</param>
    /// <param name="chat">The chat of that time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<StreamReview> ReadAsync(IHoldStore store, BroadcasterId broadcaster, DateTimeOffset from, DateTimeOffset to, ChatClock chat, CancellationToken cancellationToken)
    {
        var review = new StreamReview(new Timeline(from, to, chat), chat.MessagesIn(from, to));
        await foreach (var hold in store.ReadSinceAsync(broadcaster, from, cancellationToken))
        {
            if (hold.CreatedAt >= to) break;
            review.Add(hold, NeedsHistory(hold) ? await store.ReadHistoryAsync(broadcaster, hold.Id, cancellationToken) : []);
        }
        return review;
    }

    /// <summary>Whether something may have been done to it that the hold itself does not show: what was decided and undone or overturned, by ModBot itself too, and who had claimed what lapsed.</summary>
    private static bool NeedsHistory(Hold hold) => Judgement.NeedsHistory(hold) || hold switch
    {
        { State: HoldState.Open } => hold.Version > 1,
        { State: HoldState.Expired } => hold.Version > 2,
        _ => hold is { State: HoldState.Approved, Decision.Verdict: > Verdict.Hold },
    };

    private void Add(Hold hold, IReadOnlyList<HistoryEntry> history)
    {
        var judgements = Judgement.Of(hold, history);
        Timeline.Add(hold);
        Report.Add(hold, judgements);
        if (hold is { State: HoldState.Expired, Appeal: null }) Lapses.Add(hold, history);
        if (judgements.Select(judgement => judgement.Denies).Distinct().Count() > 1) disagreements.Add(new Disagreement(hold, judgements));
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Action is not (HistoryAction.Undone or HistoryAction.Overturned)) continue;
            if (history.Take(i).LastOrDefault(Decides) is { } decision) reversals.Add(new Reversal(hold, decision, history[i]));
        }
    }

    private static bool Decides(HistoryEntry entry) => entry.Action is HistoryAction.Approved or HistoryAction.Denied or HistoryAction.Enforced or HistoryAction.ClosedOnTwitch;
}

/// <summary>A decision that was taken back.</summary>
/// <param name="Hold">As it stands now.</param>
/// <param name="Decision">What was taken back.</param>
/// <param name="Entry">Who took it back, and how: undone, or overturned by an appeal.</param>
public sealed record Reversal(Hold Hold, HistoryEntry Decision, HistoryEntry Entry);

/// <summary>A hold that people judged differently.</summary>
/// <param name="Judgements">What each of them last said.</param>
public sealed record Disagreement(Hold Hold, IReadOnlyCollection<Judgement> Judgements);

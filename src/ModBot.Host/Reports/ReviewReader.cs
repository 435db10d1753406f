using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Host.Reports;

/// <summary>Looks back at a channel, for the pages and for the API.</summary>
internal sealed class ReviewReader(IHoldStore store, IChatCountStore counts, TimeProvider time)
{
    /// <summary>The times that there are to look back at now.</summary>
    public async Task<ReviewTimes> ReadTimesAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var chat = await ChatClock.ReadAsync(counts, broadcaster, now - ReviewWindow.Longest, now, cancellationToken);
        return new ReviewTimes(ReviewWindow.Of(chat, now), chat, now);
    }

    /// <summary>Looks back at one of these times.</summary>
    public Task<StreamReview> ReadAsync(BroadcasterId broadcaster, ReviewTimes times, ReviewWindow window, CancellationToken cancellationToken) =>
        StreamReview.ReadAsync(store, broadcaster, window.From, window.To, times.Chat, cancellationToken);

    /// <summary>Looks back at any other time.</summary>
    public async Task<StreamReview> ReadAsync(BroadcasterId broadcaster, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await StreamReview.ReadAsync(store, broadcaster, from, to, await ChatClock.ReadAsync(counts, broadcaster, from, to, cancellationToken), cancellationToken);
}

/// <summary>What there is to look back at in a channel.</summary>
/// <param name="Windows">The streams, the latest first, and then the spans.</param>
/// <param name="Chat">The chat of all of them.</param>
/// <param name="Now">When they were read.</param>
internal sealed record ReviewTimes(IReadOnlyList<ReviewWindow> Windows, ChatClock Chat, DateTimeOffset Now)
{
    /// <summary>What to say where <see cref="Find"/> finds none.</summary>
    public const string None = "Streams are known for 30 days; choose one that is offered, or 12h, 24h, 7d or 30d.";

    /// <inheritdoc cref="ReviewWindow.Choose"/>
    public ReviewWindow? Find(string? key) => ReviewWindow.Choose(Windows, key, Now);
}

using System.Globalization;
using ModBot.Feedback;

namespace ModBot.Host.Reports;

/// <summary>A time to look back at: a stream, or the last hours or days.</summary>
/// <param name="Key">What an address calls it.</param>
/// <param name="Name">What a page calls it.</param>
/// <param name="IsStream">A stream, from its beginning to its end.</param>
/// <param name="IsRunning">It goes on.</param>
public sealed record ReviewWindow(string Key, string Name, DateTimeOffset From, DateTimeOffset To, bool IsStream, bool IsRunning)
{
    /// <summary>How far back streams are known.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private const int MaxStreams = 20;

    private static readonly (string Key, string Name, TimeSpan Span)[] Spans =
    [
        ("12h", "the last 12 hours", TimeSpan.FromHours(12)), ("24h", "the last 24 hours", TimeSpan.FromHours(24)), ("7d", "the last 7 days", TimeSpan.FromDays(7)), ("30d", "the last 30 days", Longest),
    ];

    private static readonly TimeSpan StillFresh = TimeSpan.FromHours(24);

    /// <summary>All there are: the streams, the latest first, and then the spans. Pure.</summary>
    /// <param name="chat">The chat of the last <see cref="Longest"/>.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<ReviewWindow> Of(ChatClock chat, DateTimeOffset now) =>
    [
        .. chat.Streams.Reverse().Take(MaxStreams).Select(stream => OfStream(stream, now)),
        .. Spans.Select(span => new ReviewWindow(span.Key, span.Name, now - span.Span, now, IsStream: false, IsRunning: true)),
    ];

    /// <summary>The one that an address names, or with none the latest stream, if it is not long over, or else the last day; null where there is no such time.</summary>
    public static ReviewWindow? Choose(IReadOnlyList<ReviewWindow> windows, string? key, DateTimeOffset now) => key is { Length: > 0 }
        ? windows.FirstOrDefault(window => window.Key == key)
        : windows[0] is { IsStream: true } latest && latest.To >= now - StillFresh ? latest : windows.First(window => window.Key == "24h");

    private static ReviewWindow OfStream(StreamSpan stream, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"stream-{stream.From.UtcDateTime:yyyyMMdd'T'HHmmss}"),
        string.Create(CultureInfo.InvariantCulture, $"the stream of {stream.From.UtcDateTime:ddd d MMM, HH:mm} to {(stream.To is { } to ? $"{to.UtcDateTime:HH:mm}" : "now")}"),
        stream.From,
        stream.To ?? now,
        IsStream: true,
        IsRunning: stream.To is null);
}

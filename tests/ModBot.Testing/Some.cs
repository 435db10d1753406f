using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Testing;

/// <summary>Plausible data, made up: a test names only what it is about.</summary>
public static class Some
{
    private static int next;

    public static DateTimeOffset Instant { get; } = new(2026, 9, 3, 18, 0, 0, TimeSpan.Zero);

    public static BroadcasterId Broadcaster { get; } = new("810000001");

    public static Actor Moderator { get; } = new(new ChatterId("810000003"), "quietlantern");

    public static Actor OtherModerator { get; } = new(new ChatterId("810000005"), "slowcomet");

    public static Chatter Chatter(string login = "gravelgoblin", Badges badges = Badges.None, string id = "810000007") =>
        new(new ChatterId(id), login, login, badges);

    public static ChatMessage Message(string text = "hi", Chatter? from = null, BroadcasterId? broadcaster = null, string? id = null) => new()
    {
        Id = new MessageId(id ?? $"message-{Interlocked.Increment(ref next)}"),
        Broadcaster = broadcaster ?? Broadcaster,
        Chatter = from ?? Chatter(),
        Text = text,
        SentAt = Instant,
    };

    public static Decision Decision(Verdict verdict = Verdict.Hold, Category category = Category.Bullying) => new()
    {
        Verdict = verdict,
        Score = ScoreStatus.Scored,
        PolicyVersion = "test",
        Reasons =
        [
            new Reason { Source = "model", Verdict = verdict, Category = category, Value = 0.9f, Threshold = 0.7f, Text = $"{category.Key()} 0.90 (holds from 0.70)" },
        ],
    };

    public static Hold Hold(ChatMessage? message = null, HoldKind kind = HoldKind.Flagged, TimeSpan? expiresAfter = null)
    {
        var held = message ?? Message();
        return new Hold
        {
            Id = HoldId.Of(held.Id),
            Kind = kind,
            Message = held,
            Decision = Decision(),
            CreatedAt = held.SentAt,
            ExpiresAt = held.SentAt + (expiresAfter ?? TimeSpan.FromMinutes(30)),
        };
    }
}

using System.Text;
using Microsoft.Extensions.Logging;
using ModBot.Testing;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>Whatever Twitch may send: no crash, no lost sibling, and one counted warning for what cannot be read.</summary>
public sealed class NotificationReaderTests
{
    private const string Sibling = """
        {"metadata":{"message_id":"sibling-{0}","message_type":"notification","message_timestamp":"2026-09-03T18:00:00Z","subscription_type":"channel.chat.message","subscription_version":"1"},
         "payload":{"subscription":{"id":"x"},"event":{"broadcaster_user_id":"810000001","chatter_user_id":"810000004","message_id":"sibling-{0}","message":{"text":"hi"}}}}
        """;

    public static TheoryData<string> Fixtures => [.. Mutations.Fixtures("EventSub")];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Read_Mutated_IsCountedOnceWithAtMostOneWarningAndTheNextEventIsRead(string fixture)
    {
        using var metrics = new MetricRecorder();
        using var log = new RecordingLogger();
        var clock = new ManualTimeProvider();
        var reader = new NotificationReader(new NotificationFilter(clock), clock, new TwitchMetrics(metrics), log.For<NotificationReader>());
        var json = Mutations.Read(fixture);
        var number = 0;
        foreach (var mutated in Mutations.OneField(json).Concat(Mutations.Several(json, 200)))
        {
            Read(reader, Mutations.Number(mutated, json, number));
            Assert.NotNull(Read(reader, Sibling.Replace("{0}", $"{number++}", StringComparison.Ordinal)));
        }
        Assert.True(number > 100);
        Assert.Equal(2 * number, metrics.Sum("modbot.eventsub.dropped") + metrics.Sum("modbot.eventsub.received"));
        Assert.Equal(metrics.Sum("modbot.eventsub.dropped", "why=malformed"), log.Entries.Count(entry => entry.Level == LogLevel.Warning));
    }

    private static Messages.ChatEvent? Read(NotificationReader reader, string json) =>
        reader.ReadFrame(Encoding.UTF8.GetBytes(json)) is { } frame ? reader.Read(frame, TimeSpan.Zero) : null;
}

using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>Which frames become events.</summary>
public sealed class EventSubNotificationTests
{
    [Fact]
    public async Task Session_SameNotificationOrSameMessageTwice_IsReadOnce()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");

        twitch.Chat("one", notification: "n");
        twitch.Chat("one", notification: "n");
        twitch.Chat("one", notification: "another");
        twitch.Chat("two");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal("two", await chat.NextIdAsync());
        Assert.Equal(2, bed.Metrics.Sum("modbot.eventsub.dropped", "why=duplicate"));
    }

    [Fact]
    public async Task Session_NoticeOlderThanTenMinutes_IsDroppedAndCounted()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");

        twitch.Chat("old", at: bed.Clock.GetUtcNow() - TimeSpan.FromMinutes(10.1));
        twitch.Chat("fine", at: bed.Clock.GetUtcNow() - TimeSpan.FromMinutes(9.9));

        Assert.Equal("fine", await chat.NextIdAsync());
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.dropped", "why=stale"));
    }

    [Fact]
    public async Task Session_OurClockWrongByHours_NothingIsStale()
    {
        await using var bed = new TestBed();
        bed.Clock.Advance(TimeSpan.FromHours(5));
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");
        twitch.Chat("one");
        Assert.Equal("one", await chat.NextIdAsync());
    }

    [Fact]
    public async Task Session_UnreadableOrUnknownFrames_CostNeitherConnectionNorTheNextEvent()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");

        twitch.Send("{ not json");
        twitch.Send("null");
        twitch.Send("""{"metadata":{"message_type":"notification","subscription_type":"channel.chat.message","subscription_version":"1"},"payload":null}""");
        twitch.Notify(EventTypes.ChatMessage, "1", """{"broadcaster_user_id":"810000001"}""");
        twitch.Notify(EventTypes.ChatMessage, "1", """{"broadcaster_user_id":7}""");
        twitch.Notify(EventTypes.ChatMessage, "1", "[]");
        twitch.SendTooLarge();
        twitch.Notify("channel.new_thing", "1", "{}");
        twitch.Send("""{"metadata":{"message_id":"z","message_type":"session_new_thing"},"payload":{"more":1},"extra":true}""");
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal(6, bed.Metrics.Sum("modbot.eventsub.dropped", "why=malformed"));
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.dropped", "why=too_large"));
        Assert.Equal(2, bed.Metrics.Sum("modbot.eventsub.dropped", "why=unknown"));
        Assert.Equal(0, bed.Metrics.Sum("modbot.eventsub.reconnects"));
    }
}

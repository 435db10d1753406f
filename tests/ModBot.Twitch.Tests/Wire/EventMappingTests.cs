using System.Text;
using System.Text.Json;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.Wire;

public sealed class EventMappingTests
{
    [Fact]
    public void Map_ChatMessage_CarriesWhoWhereWhatAndWhen()
    {
        var message = Posted("channel.chat.message.v1.text");

        Assert.Equal("6723abf2-4850-5b8c-8b20-a39108736494", message.Id.Value);
        Assert.Equal("810000001", message.Broadcaster.Value);
        Assert.Equal(new Chatter(new ChatterId("810000004"), "mossyotter", "MossyOtter", Badges.Subscriber), message.Chatter);
        Assert.Equal("good evening everyone, how was the raid?", message.Text);
        Assert.Equal(new DateTimeOffset(2026, 9, 3, 18, 21, 40, TimeSpan.Zero).AddTicks(1182043), message.SentAt);
        Assert.Null(message.Source);
    }

    [Fact]
    public void Map_Emoji_OffsetsAreUtf16()
    {
        var message = Posted("channel.chat.message.v1.emoji_codepoints");

        Assert.Equal("süß 😂 LUL done", message.Text);
        var emote = Assert.Single(message.Fragments);
        Assert.Equal(FragmentKind.Emote, emote.Kind);
        Assert.Equal("LUL", message.Text.Substring(emote.Start, emote.Length));
    }

    [Fact]
    public void Map_MentionAndCheermote_AreFragments()
    {
        Assert.Equal([FragmentKind.Mention, FragmentKind.Emote], Posted("channel.chat.message.v1.mention_emote").Fragments.Select(f => f.Kind));
        Assert.Equal(new Fragment(FragmentKind.Cheermote, 0, 8), Assert.Single(Posted("channel.chat.message.v1.cheer").Fragments));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Map_ActionMessage_LosesItsWrapper(bool withFragments)
    {
        var json = Fixture("channel.chat.message.v1.action_me");
        if (!withFragments) json = json.Replace("\"fragments\"", "\"other\"", StringComparison.Ordinal);
        var message = Assert.IsType<ChatEvent.Posted>(Map(json)).Message;
        Assert.Equal(("waves at the harbor", true), (message.Text, message.IsAction));
    }

    [Theory]
    [InlineData("text", false)]
    [InlineData("user_intro", true)]
    public void Map_Introduction_IsAFirstMessage(string type, bool isFirst)
    {
        var json = Fixture("channel.chat.message.v1.text").Replace("\"message_type\": \"text\"", $"\"message_type\": \"{type}\"", StringComparison.Ordinal);
        var message = Assert.IsType<ChatEvent.Posted>(Map(json)).Message;
        Assert.Equal((isFirst, false), (message.IsFirst, message.IsAction));
    }

    [Fact]
    public void Map_SharedChat_NamesTheSourceAndOurOwnBadges()
    {
        var message = Posted("channel.chat.message.v1.shared_chat_foreign");
        Assert.True(message.IsForeign);
        Assert.Equal("810000005", message.Source!.Value.Value);
        Assert.Equal(Badges.Subscriber, message.Chatter.Badges);
    }

    [Theory]
    [InlineData("broadcaster", Badges.Broadcaster)]
    [InlineData("moderator", Badges.Moderator)]
    [InlineData("lead_moderator", Badges.LeadModerator)]
    [InlineData("vip", Badges.Vip)]
    [InlineData("subscriber", Badges.Subscriber)]
    [InlineData("founder", Badges.Subscriber)]
    [InlineData("some-future-badge", Badges.None)]
    public void Map_Badge_IsARoleOrNothing(string badge, Badges expected)
    {
        var json = Fixture("channel.chat.message.v1.from_lead_moderator").Replace("lead_moderator", badge, StringComparison.Ordinal);
        Assert.Equal(expected, Assert.IsType<ChatEvent.Posted>(Map(json)).Message.Chatter.Badges);
    }

    [Fact]
    public void Map_LoneSurrogate_IsKept()
    {
        var json = Fixture("channel.chat.message.v1.text").Replace("good evening", "a\\ud83d\\n\\\"b", StringComparison.Ordinal);
        Assert.StartsWith("a\ud83d\n\"b everyone", Assert.IsType<ChatEvent.Posted>(Map(json)).Message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("automod.message.hold.v2.automod")]
    [InlineData("automod.message.hold.v2.automod_non_ascii_byte_offsets")]
    [InlineData("automod.message.hold.v2.automod_non_ascii_codepoints")]
    public void Map_AutomodHold_PlacesTheFlaggedWord(string fixture)
    {
        var held = Held(fixture);
        Assert.Equal(("automod", "bullying", 3), (held.Hold.Reason, held.Hold.Category, held.Hold.Level));
        Assert.Equal(["dummkopf"], Flagged(held));
    }

    [Fact]
    public void Map_BlockedTerms_ArePlacedBehindEmoji()
    {
        var held = Held("automod.message.hold.v2.blocked_term");
        Assert.Equal("blocked_term", held.Hold.Reason);
        Assert.Equal(["spoiler", "leak"], Flagged(held));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(19, 25)]
    [InlineData(-1, 26)]
    [InlineData(26, 19)]
    [InlineData(19, 2000000000)]
    public void Map_BoundaryOffTheFragments_HighlightsNothing(int start, int end)
    {
        var json = Fixture("automod.message.hold.v2.automod").Replace("\"start_pos\": 19", $"\"start_pos\": {start}", StringComparison.Ordinal).Replace("\"end_pos\": 26", $"\"end_pos\": {end}", StringComparison.Ordinal);
        Assert.Empty(Assert.IsType<ChatEvent.HeldByTwitch>(Map(json)).Hold.Spans);
    }

    [Fact]
    public void Map_UnknownReason_KeepsTheHold() => Assert.Equal("some_future_reason", Held("automod.message.hold.v2.unknown_reason").Hold.Reason);

    [Theory]
    [InlineData("denied", TwitchHoldOutcome.Denied)]
    [InlineData("Approved", TwitchHoldOutcome.Allowed)]
    [InlineData("expired", TwitchHoldOutcome.Lapsed)]
    [InlineData("some_future_status", TwitchHoldOutcome.Lapsed)]
    public void Map_Update_IsReadWhateverItsCase(string status, TwitchHoldOutcome expected)
    {
        var closed = Assert.IsType<ChatEvent.TwitchHoldClosed>(Map(Fixture("automod.message.update.v2.denied").Replace("\"denied\"", $"\"{status}\"", StringComparison.Ordinal)));
        Assert.Equal(expected, closed.Outcome);
        Assert.Equal("quietlantern", closed.By!.Login);
        Assert.Equal("32ffc9c3-4b9a-52de-a5cb-f0c62a8f075d", closed.Message.Value);
    }

    [Fact]
    public void Map_ExpiredUpdate_IsByNobody() => Assert.Null(Assert.IsType<ChatEvent.TwitchHoldClosed>(Map(Fixture("automod.message.update.v2.expired"))).By);

    [Fact]
    public void Map_UnknownType_IsNothing() => Assert.Null(Map(Fixture("channel.follow.v2")));

    [Fact]
    public void Map_UnknownVersion_IsNothing() =>
        Assert.Null(Map(Fixture("automod.message.hold.v2.automod").Replace("\"subscription_version\": \"2\"", "\"subscription_version\": \"3\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"\"", null)]
    [InlineData("\"nonsense\"", null)]
    [InlineData("17", null)]
    [InlineData("\"2026-09-03T18:00:00.123456789Z\"", 1234567)]
    [InlineData("\"2026-09-03T18:00:00.1+00:00\"", 1000000)]
    public void Timestamp_AsTwitchWritesIt_IsReadOrAbsent(string json, int? ticks)
    {
        var frame = JsonSerializer.Deserialize($$$"""{"metadata":{"message_type":"x","message_timestamp":{{{json}}}}}""", TwitchJson.Default.Frame)!;
        Assert.Equal(ticks is { } t ? new DateTimeOffset(2026, 9, 3, 18, 0, 0, TimeSpan.Zero).AddTicks(t) : null, frame.Metadata.MessageTimestamp);
    }

    private static ChatMessage Posted(string fixture) => Assert.IsType<ChatEvent.Posted>(Map(Fixture(fixture))).Message;

    private static ChatEvent.HeldByTwitch Held(string fixture) => Assert.IsType<ChatEvent.HeldByTwitch>(Map(Fixture(fixture)));

    private static IEnumerable<string> Flagged(ChatEvent.HeldByTwitch held) => held.Hold.Spans.Select((TextSpan s) => held.Message.Text.Substring(s.Start, s.Length));

    private static string Fixture(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "EventSub", $"event.{name}.json"));

    private static ChatEvent? Map(string json)
    {
        var frame = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), TwitchJson.Default.Frame)!;
        return EventMapping.Map(frame.Metadata.SubscriptionType, frame.Metadata.SubscriptionVersion, frame.Payload!.Event, frame.Metadata.MessageTimestamp!.Value);
    }
}

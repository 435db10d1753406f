using System.Text;
using System.Text.Json;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.Wire;

public sealed class ModerationMappingTests
{
    private static readonly BroadcasterId Harbor = new("810000001");
    private static readonly BroadcasterId Coral = new("810000005");
    private static readonly Actor Lantern = new(new ChatterId("810000003"), "quietlantern");
    private static readonly Chatter Goblin = new(new ChatterId("810000007"), "gravelgoblin", "GravelGoblin");

    [Theory]
    [InlineData("ban", ModeratorAction.Ban)]
    [InlineData("timeout", ModeratorAction.Timeout)]
    [InlineData("unban", ModeratorAction.Unban)]
    [InlineData("untimeout", ModeratorAction.Untimeout)]
    [InlineData("warn", ModeratorAction.Warn)]
    [InlineData("approve_unban_request", ModeratorAction.Unban)]
    public void Map_Moderate_SaysWhoDidWhatToWhom(string fixture, ModeratorAction expected) =>
        Assert.Equal(new ChatEvent.ModeratorActed(Harbor, Lantern, expected, Goblin, null), Map($"channel.moderate.v2.{fixture}"));

    [Fact]
    public void Map_ModerateDelete_NamesTheMessage() =>
        Assert.Equal(new ChatEvent.ModeratorActed(Harbor, Lantern, ModeratorAction.Delete, Goblin, new MessageId("bf854378-57ec-50bc-8486-7481c397bcaf")), Map("channel.moderate.v2.delete"));

    [Fact]
    public void Map_ModerateClear_IsAboutNobody() => Assert.Equal(new ChatEvent.ModeratorActed(Harbor, Lantern, ModeratorAction.Clear, null, null), Map("channel.moderate.v2.clear"));

    [Theory]
    [InlineData("slow")]
    [InlineData("vip")]
    [InlineData("raid")]
    [InlineData("add_blocked_term")]
    [InlineData("shared_chat_delete")]
    [InlineData("shared_chat_timeout")]
    public void Map_ModerateThatConcernsNoMessageOfOurs_IsNothing(string fixture) => Assert.Null(Map($"channel.moderate.v2.{fixture}"));

    [Fact]
    public void Map_ModerateWithAFutureAction_IsNothing() => Assert.Null(Map("channel.moderate.v2.warn", json => json.Replace("\"action\": \"warn\"", "\"action\": \"frown\"", StringComparison.Ordinal)));

    [Fact]
    public void Map_DeleteOrClear_NamesWhatIsGone()
    {
        Assert.Equal(new ChatEvent.MessageDeleted(Harbor, new MessageId("bf854378-57ec-50bc-8486-7481c397bcaf"), null), Map("channel.chat.message_delete.v1"));
        Assert.Equal(new ChatEvent.ChatterMessagesCleared(Harbor, Goblin), Map("channel.chat.clear_user_messages.v1"));
        Assert.Equal(new ChatEvent.ChatCleared(Harbor), Map("channel.chat.clear.v1"));
    }

    [Theory]
    [InlineData("resub", "ten months already")]
    [InlineData("announcement", "Subathon starts in ten minutes")]
    public void Map_NotificationWithText_IsAMessageToModerate(string fixture, string text) =>
        Assert.Equal(text, Assert.IsType<ChatEvent.Posted>(Map($"channel.chat.notification.v1.{fixture}")).Message.Text);

    [Fact]
    public void Map_NotificationOfAFutureKindWithText_IsStillAMessage() =>
        Assert.IsType<ChatEvent.Posted>(Map("channel.chat.notification.v1.resub", json => json.Replace("\"notice_type\": \"resub\"", "\"notice_type\": \"some_future_notice\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("channel.raid.v1")]
    [InlineData("channel.chat.notification.v1.raid")]
    public void Map_Raid_SaysWhoCame(string fixture)
    {
        var news = Assert.IsType<ChatEvent.ChannelNews>(Map(fixture));
        Assert.Equal((Harbor, ChannelNewsKind.Raid, Coral.Value), (news.Broadcaster, news.Kind, news.About!.Id.Value));
    }

    [Theory]
    [InlineData("stream.online.v1", ChannelNewsKind.StreamOnline, false, false)]
    [InlineData("stream.offline.v1", ChannelNewsKind.StreamOffline, false, false)]
    [InlineData("channel.shield_mode.begin.v1", ChannelNewsKind.ShieldModeOn, true, false)]
    [InlineData("channel.shield_mode.end.v1", ChannelNewsKind.ShieldModeOff, true, false)]
    [InlineData("channel.shared_chat.begin.v1", ChannelNewsKind.SharedChatBegun, false, false)]
    [InlineData("channel.shared_chat.update.v1", ChannelNewsKind.SharedChatChanged, false, false)]
    [InlineData("channel.shared_chat.end.v1", ChannelNewsKind.SharedChatEnded, false, false)]
    [InlineData("channel.warning.send.v1", ChannelNewsKind.WarningSent, true, true)]
    [InlineData("channel.warning.acknowledge.v1", ChannelNewsKind.WarningAcknowledged, false, true)]
    [InlineData("channel.suspicious_user.message.v1", ChannelNewsKind.SuspiciousChatter, false, true)]
    [InlineData("channel.suspicious_user.update.v1", ChannelNewsKind.SuspiciousChatter, true, true)]
    [InlineData("automod.settings.update.v1.individual", ChannelNewsKind.AutomodSettingsChanged, true, false)]
    [InlineData("automod.terms.update.v1.add_blocked", ChannelNewsKind.AutomodTermsChanged, true, false)]
    [InlineData("channel.moderate.v2.mod", ChannelNewsKind.ModeratorAdded, true, null)]
    [InlineData("channel.moderator.add.v1", ChannelNewsKind.ModeratorAdded, false, null)]
    [InlineData("channel.moderator.remove.v1", ChannelNewsKind.ModeratorRemoved, false, null)]
    public void Map_News_SaysWhereAndByWhomAndAboutWhom(string fixture, ChannelNewsKind kind, bool by, bool? goblin)
    {
        var news = Assert.IsType<ChatEvent.ChannelNews>(Map(fixture));
        Assert.Equal((Harbor, kind, by), (news.Broadcaster, news.Kind, news.By is not null));
        if (goblin is { } isGoblin) Assert.Equal(isGoblin ? Goblin : null, news.About);
        else Assert.NotNull(news.About);
    }

    [Fact]
    public void Map_UnbanRequest_SaysWhoAsksForItAndHow()
    {
        var asked = Assert.IsType<ChatEvent.UnbanRequested>(Map("channel.unban_request.create.v1"));

        Assert.Equal((Harbor, "b2c3b944-c083-5d0d-9b2b-545534360685", Goblin, "sorry, I will read the rules"), (asked.Broadcaster, asked.Request.Id.Value, asked.Request.Chatter, asked.Request.Text));
        Assert.Equal(new DateTimeOffset(2026, 9, 3, 18, 50, 0, TimeSpan.Zero), asked.Request.CreatedAt, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("approved", UnbanRequestOutcome.Approved)]
    [InlineData("Denied", UnbanRequestOutcome.Denied)]
    [InlineData("canceled", UnbanRequestOutcome.Canceled)]
    [InlineData("some_future_status", UnbanRequestOutcome.Canceled)]
    public void Map_UnbanRequestResolved_SaysHowAndByWhom(string status, UnbanRequestOutcome expected)
    {
        var answered = Assert.IsType<ChatEvent.UnbanRequestResolved>(Map("channel.unban_request.resolve.v1", json => json.Replace("\"status\": \"approved\"", $"\"status\": \"{status}\"", StringComparison.Ordinal)));

        Assert.Equal((Harbor, "b2c3b944-c083-5d0d-9b2b-545534360685", expected, Lantern), (answered.Broadcaster, answered.Request.Value, answered.Outcome, answered.By));
    }

    [Fact]
    public void Map_UnbanRequestResolved_ReadsTheModeratorUnderBothNames() =>
        Assert.Equal(Lantern, Assert.IsType<ChatEvent.UnbanRequestResolved>(Map("channel.unban_request.resolve.v1", json => json.Replace("moderator_user_", "moderator_", StringComparison.Ordinal).Replace("\"moderator_id\": \"810000002\"", "\"x\": 0", StringComparison.Ordinal))).By);

    private static ChatEvent? Map(string fixture, Func<string, string>? change = null)
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "EventSub", $"event.{fixture}.json"));
        var frame = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(change?.Invoke(json) ?? json), TwitchJson.Default.Frame)!;
        return EventMapping.Map(frame.Metadata.SubscriptionType, frame.Metadata.SubscriptionVersion, frame.Payload!.Event, frame.Metadata.MessageTimestamp!.Value);
    }
}

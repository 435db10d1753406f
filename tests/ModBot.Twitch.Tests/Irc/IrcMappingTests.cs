using ModBot.Messages;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests.Irc;

public sealed class IrcMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 3, 18, 0, 0, TimeSpan.Zero);
    private static readonly BroadcasterId Room = new("810000001");

    [Fact]
    public void Map_Message_SaysWhatEventSubSays()
    {
        var message = Posted(IrcFixture.Of("privmsg")[0]);

        Assert.Equal(new MessageId("371b376f-e0d8-5402-98f5-2e6bd476b9ee"), message.Id);
        Assert.Equal(Room, message.Broadcaster);
        Assert.Equal(new Chatter(new ChatterId("810000004"), "mossyotter", "MossyOtter"), message.Chatter);
        Assert.Equal("good evening everyone", message.Text);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1788459700118), message.SentAt);
        Assert.Empty(message.Fragments);
        Assert.False(message.IsForeign);
    }

    [Fact]
    public void Map_MessageKinds_KeepEmotesBadgesActionsCheersAndTheirSource()
    {
        var messages = IrcFixture.Of("privmsg").Select(Posted).ToArray();

        Assert.Equal([new Fragment(FragmentKind.Emote, 0, 5), new Fragment(FragmentKind.Emote, 6, 5), new Fragment(FragmentKind.Emote, 12, 5)], messages[2].Fragments.AsEnumerable());
        Assert.Equal(Badges.Moderator, messages[3].Chatter.Badges);
        Assert.Equal("waves", messages[4].Text);
        Assert.Equal([4], Enumerable.Range(0, messages.Length).Where(i => messages[i].IsAction));
        Assert.Equal([new Fragment(FragmentKind.Cheermote, 0, 8)], messages[5].Fragments.AsEnumerable());
        Assert.True(messages[6].IsForeign);
        // The source room's badges give no rights here.
        Assert.Equal(Badges.None, messages[6].Chatter.Badges);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void Map_FirstMessageTag_IsKept(string first, bool expected) =>
        Assert.Equal(expected, Posted($"@first-msg={first};id=1;room-id=810000001;user-id=2 :a!a@a PRIVMSG #pixelharbor :hi").IsFirst);

    [Theory]
    [InlineData("broadcaster/1,subscriber/12", Badges.Broadcaster | Badges.Subscriber)]
    [InlineData("lead_moderator/1", Badges.LeadModerator)]
    [InlineData("vip/1,founder/0,glhf-pledge/1", Badges.Vip | Badges.Subscriber)]
    [InlineData("moderators/1,/1,,moderator-x/1", Badges.None)]
    [InlineData("moderator", Badges.Moderator)]
    public void Map_Badges_AreReadBySet(string badges, Badges expected) =>
        Assert.Equal(expected, Posted($"@badges={badges};id=1;room-id=810000001;user-id=2 :a!a@a PRIVMSG #pixelharbor :hi").Chatter.Badges);

    [Fact]
    public void Map_Moderation_SaysWhatIsGone()
    {
        var lines = IrcFixture.Of("moderation");

        Assert.Equal(new ChatEvent.ChatCleared(Room), Map(lines[0]));
        Assert.Equal(new ChatEvent.ChatterMessagesCleared(Room, new Chatter(new ChatterId("810000007"), "gravelgoblin", "gravelgoblin")), Map(lines[1]));
        Assert.Equal(Map(lines[1]), Map(lines[2]));
        // Twitch leaves the room's id out here.
        Assert.Equal(new ChatEvent.MessageDeleted(Room, new MessageId("bf854378-57ec-50bc-8486-7481c397bcaf"), null), Map(lines[3]));
    }

    [Fact]
    public void Map_NoticeWithText_IsAMessage()
    {
        var message = Posted("@badges=subscriber/10;display-name=MossyOtter;emotes=;id=n1;login=mossyotter;msg-id=resub;room-id=810000001;system-msg=x\\sy;user-id=810000004 :tmi.twitch.tv USERNOTICE #pixelharbor :ten months already");

        Assert.Equal("ten months already", message.Text);
        Assert.Equal(new Chatter(new ChatterId("810000004"), "mossyotter", "MossyOtter", Badges.Subscriber), message.Chatter);
        Assert.Equal(Now, message.SentAt);
    }

    [Fact]
    public void Map_NoticeWithoutText_IsNewsOfARaidOrNothing()
    {
        const string Tags = "@display-name=CoralByte;id=n1;login=coralbyte;room-id=810000001;user-id=810000005";

        Assert.Equal(
            new ChatEvent.ChannelNews(Room, ChannelNewsKind.Raid, null, new Chatter(new ChatterId("810000005"), "coralbyte", "CoralByte")),
            Map($"{Tags};msg-id=raid :tmi.twitch.tv USERNOTICE #pixelharbor"));
        Assert.Null(Map($"{Tags};msg-id=subgift :tmi.twitch.tv USERNOTICE #pixelharbor"));
    }

    [Theory]
    [InlineData("@room-id=1;user-id=2 :a!a@a PRIVMSG #c :no id")]
    [InlineData("@id=;room-id=1;user-id=2 :a!a@a PRIVMSG #c :empty id")]
    [InlineData("@id=1;room-id=1 :a!a@a PRIVMSG #c :nobody")]
    [InlineData(":a!a@a PRIVMSG #c :no tags")]
    [InlineData("@room-id=1 :tmi.twitch.tv CLEARMSG #c :which")]
    [InlineData("@room-id=1 :tmi.twitch.tv CLEARCHAT #c :who")]
    public void Map_LineThatLacksWhatCounts_IsAFormatError(string text) => Assert.Throws<FormatException>(() => Map(text));

    [Fact]
    public void Map_NoRoomAnywhere_IsAFormatError()
    {
        Assert.Throws<FormatException>(() =>
        {
            Assert.True(IrcLine.TryParse("@id=1;user-id=2 :a!a@a PRIVMSG #c :where", out var line));
            IrcMapping.Map(line, null, Now);
        });
    }

    private static ChatMessage Posted(string text) => Assert.IsType<ChatEvent.Posted>(Map(text)).Message;

    private static ChatEvent? Map(string text)
    {
        Assert.True(IrcLine.TryParse(text, out var line));
        return IrcMapping.Map(line, Room, Now);
    }
}

using ModBot.Messages;
using ModBot.Testing;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests.Irc;

public sealed class IrcRoomsTests
{
    private static readonly BroadcasterId Id = new("1");

    private readonly ManualTimeProvider clock = new();
    private readonly IrcRooms rooms;

    public IrcRoomsTests() => rooms = new IrcRooms(new JoinLimit(clock), clock);

    [Fact]
    public void Follow_ManyChannels_JoinsTwentyInTenSeconds()
    {
        var wanted = Channels(45);

        Assert.Equal(20, Joins(wanted));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, Joins(wanted));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(20, Joins(wanted));
        clock.Advance(TimeSpan.FromSeconds(10.5));
        Assert.Equal(5, Joins(wanted));
        Assert.Equal(0, Joins(wanted));
    }

    [Fact]
    public void Follow_SecondConnection_SharesTheLimit()
    {
        var joins = new JoinLimit(clock);

        Assert.Equal(15, new IrcRooms(joins, clock).Follow(Channels(15)).Split("JOIN").Length - 1);
        Assert.Equal(5, new IrcRooms(joins, clock).Follow(Channels(15)).Split("JOIN").Length - 1);
    }

    [Fact]
    public void Follow_ChannelNoLongerWanted_IsParted()
    {
        rooms.Follow(Channels(2));
        rooms.Joined("c1", Id);

        Assert.Equal("PART #c1\r\n", rooms.Follow(Channels(1)));
        Assert.Null(rooms.IdOf("c1"));
    }

    [Fact]
    public void Follow_NoAnswer_IsReportedAndAskedForAgainLater()
    {
        rooms.Follow(Channels(1));
        Assert.False(rooms.IsSettled);

        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("", rooms.Follow(Channels(1)));
        Assert.True(rooms.IsSettled);
        Assert.False(rooms.IsReading);
        Assert.Contains("no channel of this name", rooms.Status.Single().Problems.Values.Single(), StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("JOIN #c0\r\n", rooms.Follow(Channels(1)));
        rooms.Joined("c0", Id);
        Assert.True(rooms.Status.Single().ReadsChat);
        Assert.Empty(rooms.Status.Single().Problems);
    }

    [Fact]
    public void Refused_Channel_IsNotReadAndSaysWhy()
    {
        rooms.Follow(Channels(1));
        rooms.Joined("c0", Id);

        rooms.Refused("c0", "Suspended.");

        Assert.False(rooms.Status.Single().ReadsChat);
        Assert.Equal("Suspended.", rooms.Status.Single().Problems.Values.Single());
    }

    private static RosterChannel[] Channels(int count) => [.. Enumerable.Range(0, count).Select(i => new RosterChannel($"c{i}", null, IsConfigured: true))];

    private int Joins(RosterChannel[] wanted) => rooms.Follow(wanted).Split("JOIN").Length - 1;
}

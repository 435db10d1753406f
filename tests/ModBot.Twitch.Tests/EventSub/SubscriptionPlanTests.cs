using ModBot.Messages;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

public sealed class SubscriptionPlanTests
{
    private const int Kinds = 23;

    [Theory]
    [InlineData(0, 23, 0)]
    [InlineData(1, 23, 1)]
    [InlineData(13, 23, 1)]
    [InlineData(14, 23, 2)]
    [InlineData(39, 23, 3)]
    [InlineData(40, 21, 3)]
    [InlineData(100, 8, 3)]
    [InlineData(300, 3, 3)]
    [InlineData(900, 1, 3)]
    public void Make_ManyChannels_AllAreReadWithFewerKindsEach(int channels, int kinds, int sessions)
    {
        var plan = SubscriptionPlan.Make(SubscriptionPlan.Empty(3), Channels(channels), Kinds);

        Assert.Equal(kinds, plan.Kinds);
        Assert.Equal(sessions, plan.Sessions.Count(session => !session.IsEmpty));
        Assert.Equal(Channels(channels), plan.Sessions.SelectMany(session => session));
        Assert.Empty(plan.LeftOut);
        Assert.All(plan.Sessions, session => Assert.True(session.Length * plan.Kinds <= SubscriptionPlan.MostPerSession));
    }

    [Fact]
    public void Make_MoreChannelsThanSubscriptions_LeavesTheLastOut()
    {
        var plan = SubscriptionPlan.Make(SubscriptionPlan.Empty(3), Channels(902), Kinds);
        Assert.Equal(["900", "901"], plan.LeftOut.Select(channel => channel.Value));
        Assert.Equal(900, plan.Sessions.Sum(session => session.Length));
    }

    [Fact]
    public void Make_ChannelsComeAndGo_TheOthersStayWhereTheyAre()
    {
        var before = SubscriptionPlan.Make(SubscriptionPlan.Empty(3), Channels(30), Kinds);
        var without = Channels(30).Where(channel => channel.Value != "3").Append(new BroadcasterId("new")).ToArray();

        var after = SubscriptionPlan.Make(before, without, Kinds);

        for (var i = 0; i < 3; i++) Assert.Equal(before.Sessions[i].Where(channel => channel.Value != "3"), after.Sessions[i].Where(channel => channel.Value != "new"));
        Assert.Contains(new BroadcasterId("new"), after.Sessions[0]);
    }

    [Fact]
    public void Make_ManyMoreKindsOrAUselessLogin_NeverDividesByNothing() => Assert.Equal(0, SubscriptionPlan.Make(SubscriptionPlan.Empty(3), Channels(5), 0).Kinds);

    [Fact]
    public void Make_Conduit_HoldsEverything()
    {
        var plan = SubscriptionPlan.Make(SubscriptionPlan.Empty(1), Channels(5000), Kinds, int.MaxValue);
        Assert.Equal((Kinds, 5000), (plan.Kinds, plan.Sessions.Single().Length));
    }

    private static BroadcasterId[] Channels(int count) => [.. Enumerable.Range(0, count).Select(i => new BroadcasterId($"{i}"))];
}

using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed class NotificationFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Duplicate_Armed_SendsTheNextTwice(bool newId)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.DuplicateNotifications(newMessageId: newId);
        scene.Say(Scene.Subscriber, "once");

        var (first, second) = (await peer.ReadAsync(), await peer.ReadAsync());
        Assert.Equal(newId, (string)first["metadata"]!["message_id"]! != (string)second["metadata"]!["message_id"]!);
        Assert.Equal((string)first["payload"]!["event"]!["message_id"]!, (string)second["payload"]!["event"]!["message_id"]!);
        Assert.Equal(2, scene.Sandbox.Counters.NotificationsSent);
    }

    [Fact]
    public async Task Late_Armed_DatesTheNextBack()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.DelayTimestamps(1, TimeSpan.FromMinutes(11));
        scene.Say(Scene.Subscriber, "old news");

        var sent = DateTimeOffset.Parse((string)(await peer.ReadAsync())["metadata"]!["message_timestamp"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(clock.GetUtcNow() - sent, TimeSpan.FromMinutes(10.99), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task Revoke_ByAdmin_TellsOnceAndStopsDelivery()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message", "channel.chat.message_delete");

        Assert.Equal(1, scene.Sandbox.Faults.Revoke("channel.chat.message", "user_removed"));

        var frame = await peer.ReadAsync();
        Assert.Equal("revocation", EventSubPeer.TypeOf(frame));
        Assert.Equal("user_removed", (string)frame["payload"]!["subscription"]!["status"]!);
        Assert.False(frame["payload"]!.AsObject().ContainsKey("event"));
        Assert.Equal(["channel.chat.message_delete 1"], scene.Sandbox.Faults.EnabledSubscriptions);
    }

    [Fact]
    public async Task Bot_TimedOutByBroadcaster_LosesChatSubscriptions()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Channel, Scene.Bot, TimeSpan.FromMinutes(1));

        var frame = await peer.ReadAsync();
        Assert.Equal("chat_user_banned", (string)frame["payload"]!["subscription"]!["status"]!);
        Assert.Equal(403, (await scene.Helix.SubscribeAsync(peer.SessionId, "channel.chat.message", "1", Scene.Channel, Scene.Bot)).Status);
    }

    [Fact]
    public async Task Bot_LosesModeratorRole_LosesModeratorSubscriptions()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message", "automod.message.hold");

        scene.Sandbox.Chat.SetRole(Scene.Channel, Scene.Bot, ChatRole.Viewer);

        var frame = await peer.ReadAsync();
        Assert.Equal("automod.message.hold", (string)frame["metadata"]!["subscription_type"]!);
        Assert.Equal("moderator_removed", (string)frame["payload"]!["subscription"]!["status"]!);
    }
}

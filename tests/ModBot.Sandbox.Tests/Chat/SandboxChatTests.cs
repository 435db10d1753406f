using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Chat;

public sealed class SandboxChatTests
{
    [Fact]
    public async Task Follow_FromNowOn_HearsEverythingInOrder()
    {
        await using var scene = await Scene.StartAsync();
        scene.Say(Scene.Subscriber, "before");
        var events = scene.Sandbox.Events.FollowAsync(cancellationToken: Guard.Token());

        for (var i = 0; i < 5; i++)
            scene.Say(Scene.Subscriber, $"{i}");

        var heard = new List<string>();
        await foreach (var happened in events)
        {
            heard.Add(((MessagePosted)happened).Message.Text);
            if (heard.Count == 5)
                break;
        }

        Assert.Equal(["0", "1", "2", "3", "4"], heard);
    }

    [Fact]
    public async Task WaitFor_PastEvent_FindsIt()
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(Scene.RudeViewer, "rude");
        scene.Sandbox.Moderation.Delete(Scene.Channel, Scene.Moderator, message.Id);

        var deleted = await scene.Sandbox.Events.WaitForAsync<MessageDeleted>(one => one.Message.Id == message.Id, Guard.Token());

        Assert.Equal(DefaultWorld.Moderator, deleted.Moderator.Login);
        Assert.Equal(1, scene.Sandbox.Counters.MessagesDeleted);
    }

    [Fact]
    public async Task AddChannel_New_HasItsModerators()
    {
        await using var scene = await Scene.StartAsync();

        var channel = scene.Sandbox.Chat.AddChannel("newharbor", DefaultWorld.Bot);

        Assert.Equal(ChatRole.Moderator, scene.Sandbox.Chat.RoleOf("newharbor", DefaultWorld.Bot));
        Assert.Equal(ChatRole.Broadcaster, scene.Sandbox.Chat.RoleOf("newharbor", channel.Id));
        Assert.IsType<PostResult.Posted>(scene.Sandbox.Chat.Post("newharbor", DefaultWorld.Viewer, "hello"));
    }

    [Theory]
    [InlineData("slow", "msg_slowmode")]
    [InlineData("subscribers", "msg_subsonly")]
    [InlineData("emotes", "msg_emoteonly")]
    public async Task Post_AgainstSettings_IsDropped(string mode, string code)
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        scene.Say(DefaultWorld.Viewer, "fine");
        scene.Sandbox.Chat.ChangeSettings(DefaultWorld.Channel, settings => mode switch
        {
            "slow" => settings with { SlowMode = true, SlowModeWaitTime = 30 },
            "subscribers" => settings with { SubscriberMode = true },
            _ => settings with { EmoteMode = true },
        });

        var dropped = Assert.IsType<PostResult.Dropped>(scene.Sandbox.Chat.Post(DefaultWorld.Channel, DefaultWorld.Viewer, "not fine"));

        Assert.Equal(code, dropped.Code);
        scene.Say(DefaultWorld.Vip, "may speak");
    }

    [Fact]
    public async Task Post_ByModerator_BypassesAutoMod()
    {
        await using var scene = await Scene.StartAsync();

        scene.Say(DefaultWorld.Moderator, "he called her a dummkopf");
        scene.Hold(DefaultWorld.Vip, "what a dummkopf");
    }

    [Fact]
    public async Task Messages_BeyondTheLimit_AreForgotten()
    {
        await using var scene = await Scene.StartAsync(new SandboxOptions { MaxMessagesPerChannel = 2 });
        var first = scene.Say(Scene.Subscriber, "one");
        scene.Say(Scene.Subscriber, "two");
        scene.Say(Scene.Subscriber, "three");

        Assert.Equal(["two", "three"], scene.Sandbox.Chat.Messages(DefaultWorld.Channel).Select(message => message.Text));
        Assert.Equal(ModerationResult.NotFound, scene.Sandbox.Moderation.Delete(DefaultWorld.Channel, DefaultWorld.Moderator, first.Id));
    }

    [Fact]
    public async Task Start_OnPort_ListensThere()
    {
        await using var first = await SandboxServer.StartAsync(cancellationToken: Guard.Token());

        await Assert.ThrowsAsync<IOException>(() => SandboxServer.StartAsync(new SandboxOptions { Port = first.BaseUri.Port }, Guard.Token()));
    }
}

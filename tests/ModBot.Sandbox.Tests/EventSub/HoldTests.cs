using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed class HoldTests
{
    [Fact]
    public async Task BlockedTerms_InAMessage_AreToldInVersionTwoOnly()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("automod.message.hold", "automod.message.update");
        await using var first = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        Assert.Equal(202, (await scene.Helix.SubscribeAsync(first.SessionId, "automod.message.hold", "1", Scene.Channel, Scene.Bot)).Status);
        var spoiler = scene.Sandbox.AutoMod.Block(Scene.Channel, Scene.Moderator, "spoil*");
        var leak = scene.Sandbox.AutoMod.Block(Scene.Channel, Scene.Moderator, "leak");

        var held = scene.Hold(Scene.RudeViewer, "hey Kappa 😂😂 spoiler leak");
        scene.Hold(Scene.RudeViewer, "you dummkopf");

        var told = await peer.ReadEventAsync("automod.message.hold");
        Assert.Equal("blocked_term", (string)told["reason"]!);
        Assert.Null(told["automod"]);
        const string Owner = """
            "owner_broadcaster_user_id":"810000001","owner_broadcaster_user_login":"pixelharbor","owner_broadcaster_user_name":"PixelHarbor"
            """;
        Shape.Is(
            $$"""
            {"terms_found":[{"term_id":"{{spoiler.Id}}",{{Owner}},"boundary":{"start_pos":13,"end_pos":19} },
                            {"term_id":"{{leak.Id}}",{{Owner}},"boundary":{"start_pos":21,"end_pos":24} }]}
            """,
            told["blocked_term"]);
        Assert.Equal(
            ["hey ", "Kappa", " 😂😂 ", "spoiler", " ", "leak"],
            told["message"]!["fragments"]!.AsArray().Select(fragment => (string)fragment!["text"]!));
        var older = await first.ReadEventAsync("automod.message.hold");
        Assert.NotEqual(held.Id, (string)older["message_id"]!);
        scene.Sandbox.Moderation.ResolveHeld(Scene.Moderator, held.Id, allow: true);
        var update = await peer.ReadEventAsync("automod.message.update");
        Assert.Equal("approved", (string)update["status"]!);
        Assert.Equal("blocked_term", (string)update["reason"]!);
    }

    [Theory]
    [InlineData("free followers", "followers for free", true)]
    [InlineData("free followers", "free food", false)]
    [InlineData("leak", "leaks", false)]
    [InlineData("leak*", "LEAKS", true)]
    [InlineData("*leak", "noleak", true)]
    public async Task BlockedTerm_Matches_AllItsWordsInAnyOrder(string term, string text, bool isHeld)
    {
        await using var scene = await Scene.StartAsync();
        scene.Sandbox.AutoMod.Block(Scene.Channel, Scene.Moderator, term);

        Assert.Equal(isHeld, scene.Sandbox.Chat.Post(Scene.Channel, Scene.RudeViewer, text) is PostResult.Held);
    }

    [Fact]
    public async Task VersionOne_OfAHoldAndItsUpdate_HasCategoryAndLevelOnly()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        foreach (var type in (string[])["automod.message.hold", "automod.message.update"])
            Assert.Equal(202, (await scene.Helix.SubscribeAsync(peer.SessionId, type, "1", Scene.Channel, Scene.Bot)).Status);

        var held = scene.Hold(Scene.RudeViewer, "you dummkopf");
        scene.Sandbox.Moderation.ResolveHeld(Scene.Moderator, held.Id, allow: false);

        var told = await peer.ReadEventAsync("automod.message.hold");
        Assert.Equal("bullying", (string)told["category"]!);
        Assert.Equal(3, (int)told["level"]!);
        Assert.False(told.ContainsKey("reason") || told.ContainsKey("automod") || told.ContainsKey("blocked_term"));
        var update = await peer.ReadEventAsync("automod.message.update");
        Assert.Equal("denied", (string)update["status"]!);
        Assert.Equal("bullying", (string)update["category"]!);
    }

    [Fact]
    public async Task Link_WhereTheyAreHeld_HasAReasonThatNobodyDocumented()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("automod.message.hold");
        scene.Say(Scene.RudeViewer, "https://one.example");
        scene.Sandbox.AutoMod.HoldLinks(Scene.Channel);

        scene.Hold(Scene.RudeViewer, "see https://two.example now");

        var told = await peer.ReadEventAsync("automod.message.hold");
        Assert.DoesNotContain((string)told["reason"]!, (string[])["automod", "blocked_term"]);
        Assert.Null(told["automod"]);
        Assert.Null(told["blocked_term"]);
    }

    [Theory]
    [InlineData(false, 6, 13)]
    [InlineData(true, 8, 15)]
    public async Task Boundaries_OfAutoMod_CountCodePointsOrBytes(bool inBytes, int start, int end)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("automod.message.hold");
        scene.Sandbox.AutoMod.CountBytes(inBytes);

        scene.Hold(Scene.RudeViewer, "Grüße dummkopf");

        Shape.Is($$"""[{"start_pos":{{start}},"end_pos":{{end}} }]""", (await peer.ReadEventAsync("automod.message.hold"))["automod"]!["boundaries"]);
    }

    [Fact]
    public async Task Holds_MadeToExpire_AreToldAndGone()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("automod.message.update");
        var held = scene.Hold(Scene.RudeViewer, "you dummkopf");

        Assert.Equal(1, scene.Sandbox.AutoMod.ExpireHolds());

        Assert.Equal("expired", (string)(await peer.ReadEventAsync("automod.message.update"))["status"]!);
        Assert.Equal(ModerationResult.AlreadyProcessed, scene.Sandbox.Moderation.ResolveHeld(Scene.Moderator, held.Id, allow: true));
        Assert.Equal(0, scene.Sandbox.AutoMod.ExpireHolds());
    }

    [Fact]
    public async Task OwnHeldMessage_OfTheBot_IsToldToItAlone()
    {
        await using var scene = await Scene.StartAsync();
        using var subscriber = scene.As(Scene.Subscriber, "user:read:chat");
        await using var own = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        foreach (var type in (string[])["channel.chat.user_message_hold", "channel.chat.user_message_update"])
            Assert.Equal(202, (await subscriber.SubscribeAsync(own.SessionId, type, "1", Scene.Channel, Scene.Subscriber)).Status);

        scene.Hold(Scene.RudeViewer, "you dummkopf");
        var held = scene.Hold(Scene.Subscriber, "you numbskull");
        scene.Sandbox.Moderation.ResolveHeld(Scene.Moderator, held.Id, allow: false);

        Assert.Equal(held.Id, (string)(await own.ReadEventAsync("channel.chat.user_message_hold"))["message_id"]!);
        Assert.Equal("denied", (string)(await own.ReadEventAsync("channel.chat.user_message_update"))["status"]!);
    }

    [Fact]
    public async Task Levels_Changed_AreToldAndObeyed()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        using var moderator = scene.As(Scene.Bot, "moderator:manage:automod_settings", "moderator:manage:automod");
        foreach (var type in (string[])["automod.settings.update", "automod.terms.update"])
            Assert.Equal(202, (await moderator.SubscribeAsync(peer.SessionId, type, "1", Scene.Channel, Scene.Bot)).Status);
        const string Settings = $"moderation/automod/settings?broadcaster_id={Scene.Channel}&moderator_id={Scene.Bot}";

        Assert.Equal(400, (await moderator.SendAsync(HttpMethod.Put, Settings, new { overall_level = 2, swearing = 1 })).Status);
        Assert.Equal(400, (await moderator.SendAsync(HttpMethod.Put, Settings, new { overall_level = 5 })).Status);
        var preset = await moderator.SendAsync(HttpMethod.Put, Settings, new { overall_level = 3 });
        var own = await moderator.SendAsync(HttpMethod.Put, Settings, new { swearing = 2 });
        scene.Sandbox.AutoMod.Permit(Scene.Channel, Scene.Moderator, "bloody hell");

        Assert.Equal([3, 3, 2, 0], new[] { "overall_level", "aggression", "bullying", "swearing" }.Select(name => (int)preset.Row[name]!));
        Assert.Null(own.Row["overall_level"]);
        Assert.Equal(3, (int)(await peer.ReadEventAsync("automod.settings.update"))["overall_level"]!);
        var told = await peer.ReadEventAsync("automod.settings.update");
        Assert.Null(told["overall_level"]);
        Assert.Equal(2, (int)told["swearing"]!);
        Assert.Equal("add_permitted", (string)(await peer.ReadEventAsync("automod.terms.update"))["action"]!);
        scene.Say(Scene.RudeViewer, "you dummkopf");
        scene.Say(Scene.RudeViewer, "bloody hell");
    }
}

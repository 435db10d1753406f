using System.Net;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Twitch.Tests.Helix;

public sealed class HelixGuardTests
{
    private const string Settings = """
        {"data":[{"broadcaster_id":"810000001","slow_mode":true,"slow_mode_wait_time":10,"follower_mode":true,"follower_mode_duration":0,"subscriber_mode":false,"emote_mode":true,"unique_chat_mode":false}]}
        """;

    private static readonly IReadOnlySet<ChatLimit> All = Enum.GetValues<ChatLimit>().ToHashSet();

    [Fact]
    public async Task Read_EveryLimit_SaysItsValueOrThatItIsOff()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => (r.Method, r.Path) switch
        {
            ("GET", "chat/settings") => new FakeReply(HttpStatusCode.OK, Settings),
            ("GET", "moderation/shield_mode") => new FakeReply(HttpStatusCode.OK, """{"data":[{"is_active":true,"moderator_id":"","last_activated_at":""}]}"""),
            _ => null,
        };

        var read = await Guard(bed).ReadAsync(Some.Broadcaster, All, default);

        Assert.Equal([10, 0, null, null, 0, 0], All.Order().Select(limit => read.Values[limit]));
        Assert.Equal("?broadcaster_id=810000001", bed.Http.Requests.Single(r => r.Path == "chat/settings").Query);
        Assert.Equal("?broadcaster_id=810000001&moderator_id=810000002", bed.Http.Requests.Single(r => r.Path == "moderation/shield_mode").Query);
    }

    [Fact]
    public async Task Set_SettingsAndShieldMode_SendsOnlyWhatChanges()
    {
        await using var bed = new TestBed();
        var limits = new Dictionary<ChatLimit, int?> { [ChatLimit.SlowMode] = 30, [ChatLimit.FollowersOnly] = null, [ChatLimit.UniqueChat] = 0, [ChatLimit.TwitchShieldMode] = 0 };

        var set = await Guard(bed).SetAsync(Some.Broadcaster, limits, default);

        Assert.Equal(limits.OrderBy(limit => limit.Key), set.Values.OrderBy(limit => limit.Key));
        var patch = bed.Http.Requests.Single(r => r.Path == "chat/settings");
        Assert.Equal(("PATCH", """{"slow_mode":true,"slow_mode_wait_time":30,"follower_mode":false,"unique_chat_mode":true}"""), (patch.Method, patch.Body));
        var put = bed.Http.Requests.Single(r => r.Path == "moderation/shield_mode");
        Assert.Equal(("PUT", """{"is_active":true}"""), (put.Method, put.Body));
    }

    [Fact]
    public async Task Set_ShieldModeOff_TouchesNoChatSetting()
    {
        await using var bed = new TestBed();

        await Guard(bed).SetAsync(Some.Broadcaster, new Dictionary<ChatLimit, int?> { [ChatLimit.TwitchShieldMode] = null }, default);

        Assert.Equal("""{"is_active":false}""", bed.Http.Requests.Single(r => r.Path == "moderation/shield_mode").Body);
        Assert.Equal(0, bed.Http.Count("chat/settings"));
    }

    [Fact]
    public async Task Set_ScopeOfOneMissing_DoesTheOtherAndNamesTheScope()
    {
        await using var bed = new TestBed();
        bed.Http.Scopes = ["user:read:chat", "moderator:manage:chat_settings"];
        await bed.Tokens.IdentityAsync(default);

        var set = await Guard(bed).SetAsync(Some.Broadcaster, new Dictionary<ChatLimit, int?> { [ChatLimit.EmoteOnly] = 0, [ChatLimit.TwitchShieldMode] = 0 }, default);

        Assert.Equal([ChatLimit.EmoteOnly], set.Values.Keys);
        Assert.Contains("moderator:manage:shield_mode", set.Refused[ChatLimit.TwitchShieldMode], StringComparison.Ordinal);
        Assert.Equal(0, bed.Http.Count("moderation/shield_mode"));
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(400, true)]
    [InlineData(429, false)]
    [InlineData(503, false)]
    public async Task Set_Status_EndsAsTwitchMeansIt(int status, bool isRefused)
    {
        await using var bed = new TestBed();
        await bed.Tokens.IdentityAsync(default);
        bed.Http.Answer = r => r.Path == "chat/settings" ? FakeReply.Error((HttpStatusCode)status) : null;

        var set = await bed.PassDelaysAsync(Guard(bed).SetAsync(Some.Broadcaster, new Dictionary<ChatLimit, int?> { [ChatLimit.SlowMode] = null }, default));

        Assert.Equal((0, isRefused, !isRefused), (set.Values.Count, set.Refused.ContainsKey(ChatLimit.SlowMode), set.Failed.ContainsKey(ChatLimit.SlowMode)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("oops")]
    public async Task Read_AnswerThatSaysNothing_Fails(string body)
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path is "chat/settings" or "moderation/shield_mode" ? new FakeReply(HttpStatusCode.OK, body) : null;

        var read = await Guard(bed).ReadAsync(Some.Broadcaster, All, default);

        Assert.Equal(All.Order(), read.Failed.Keys.Order());
    }

    private static IChannelGuard Guard(TestBed bed) => bed.Get<IChannelGuard>();
}

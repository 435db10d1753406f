using System.Net;

namespace ModBot.Twitch.Tests;

public sealed class TwitchDoctorTests
{
    [Fact]
    public async Task CheckLogin_ScopesMissing_ListsThemWithWhy()
    {
        await using var bed = new TestBed();
        bed.Http.Scopes = ["user:read:chat", "user:write:chat"];
        var valid = Assert.IsType<TwitchLoginCheck.Valid>(await bed.Get<TwitchDoctor>().CheckLoginAsync(CancellationToken.None));
        Assert.Equal("tidewardenbot", valid.Bot.Login);
        Assert.Contains(valid.Missing, s => s.Name == "moderator:manage:chat_messages" && s.Why == "delete messages");
        Assert.DoesNotContain(valid.Missing, s => s.Name == "user:read:chat");
    }

    [Fact]
    public async Task CheckLogin_Dead_IsInvalid()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path is "validate" or "token" ? FakeReply.Error(r.Path == "token" ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized) : null;
        Assert.IsType<TwitchLoginCheck.Invalid>(await bed.Get<TwitchDoctor>().CheckLoginAsync(CancellationToken.None));
    }

    [Fact]
    public async Task CheckLogin_TwitchDown_IsUnreachable()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = _ => FakeReply.Error(HttpStatusCode.BadGateway);
        Assert.IsType<TwitchLoginCheck.Unreachable>(await bed.Get<TwitchDoctor>().CheckLoginAsync(CancellationToken.None));
    }

    [Fact]
    public async Task CheckChannels_Each_SaysWhetherTheBotModeratesAndTheDelay()
    {
        await using var bed = new TestBed(configure: o => o.Channels = ["pixelharbor", "coralbyte", "nobody_here"]);
        bed.Http.Answer = r => r.Path switch
        {
            "moderation/channels" => new FakeReply(HttpStatusCode.OK, r.Query.Contains("after", StringComparison.Ordinal)
                ? """{"data":[{"broadcaster_id":"810000001"}],"pagination":{}}"""
                : """{"data":[],"pagination":{"cursor":"next"}}"""),
            "chat/settings" => new FakeReply(HttpStatusCode.OK, """{"data":[{"broadcaster_id":"810000001","non_moderator_chat_delay":true,"non_moderator_chat_delay_duration":4}]}"""),
            _ => null,
        };

        var checks = await bed.Get<TwitchDoctor>().CheckChannelsAsync(CancellationToken.None);

        Assert.Equal(("pixelharbor", true, TimeSpan.FromSeconds(4), null), (checks[0].Login, checks[0].BotIsModerator, checks[0].ChatDelay, checks[0].Problem));
        Assert.Equal(("coralbyte", false, null), (checks[1].Login, checks[1].BotIsModerator, checks[1].ChatDelay));
        Assert.Contains("/mod", checks[1].Problem, StringComparison.Ordinal);
        Assert.Null(checks[2].Id);
    }

    [Theory]
    [InlineData(2, """{"non_moderator_chat_delay":true,"non_moderator_chat_delay_duration":2}""")]
    [InlineData(0, """{"non_moderator_chat_delay":false}""")]
    public async Task SetChatDelay_Allowed_AsksTwitchForIt(int seconds, string body)
    {
        await using var bed = new TestBed();

        var changes = await bed.Get<TwitchDoctor>().SetChatDelayAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None);

        Assert.Equal(new TwitchChatDelayChange("pixelharbor", null), Assert.Single(changes));
        var request = bed.Http.Requests.Single(r => r.Path == "chat/settings");
        Assert.Equal(("PATCH", "?broadcaster_id=810000001&moderator_id=810000002", body), (request.Method, request.Query, request.Body));
    }

    [Fact]
    public async Task SetChatDelay_ScopeMissing_SaysWhichAndAsksNothing()
    {
        await using var bed = new TestBed();
        bed.Http.Scopes = ["moderator:read:chat_settings"];

        var change = Assert.Single(await bed.Get<TwitchDoctor>().SetChatDelayAsync(TimeSpan.FromSeconds(2), CancellationToken.None));

        Assert.Contains("moderator:manage:chat_settings", change.Problem, StringComparison.Ordinal);
        Assert.Equal(0, bed.Http.Count("chat/settings"));
    }

    [Fact]
    public async Task SetChatDelay_NotAModerator_SaysSo()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "chat/settings" ? FakeReply.Error(HttpStatusCode.Forbidden) : null;

        var change = Assert.Single(await bed.Get<TwitchDoctor>().SetChatDelayAsync(TimeSpan.FromSeconds(2), CancellationToken.None));

        Assert.Contains("not a moderator", change.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindByLogin_AtSignAndCase_DoNotMatter()
    {
        await using var bed = new TestBed();
        Assert.Equal("810000001", (await bed.Get<TwitchDirectory>().FindByLoginAsync("@PixelHarbor", CancellationToken.None))!.Id.Value);
        Assert.Null(await bed.Get<TwitchDirectory>().FindByLoginAsync("nobody", CancellationToken.None));
    }
}

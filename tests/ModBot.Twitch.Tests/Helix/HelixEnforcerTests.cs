using System.Net;
using System.Text.Json;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Testing;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Helix;

public sealed class HelixEnforcerTests
{
    private static readonly MessageId Message = new("message-1");
    private static readonly ChatterId Chatter = new("810000007");
    private static readonly UnbanRequestId Request = new("request-1");

    private enum Outcome
    {
        Done,
        Refused,
        Failed,
    }

    public static TheoryData<string, int, string, string> StatusRules => new()
    {
        { "delete", 204, "", "Done" },
        { "delete", 404, "", "Done" },
        { "delete", 400, "You cannot delete the broadcaster's messages.", "Refused" },
        { "delete", 403, "", "Refused" },
        { "delete", 401, "Missing scope", "Refused" },
        { "delete", 503, "", "Failed" },
        { "delete", 429, "", "Failed" },
        { "ban", 200, "", "Done" },
        { "ban", 400, "user is already banned", "Done" },
        { "ban", 400, "The user specified in the user_id field may not be banned.", "Refused" },
        { "ban", 409, "", "Failed" },
        { "ban", 403, "", "Refused" },
        { "unban", 204, "", "Done" },
        { "unban", 400, "user is not banned", "Done" },
        { "warn", 200, "", "Done" },
        { "warn", 400, "", "Refused" },
        { "warn", 500, "", "Failed" },
        { "allow", 204, "", "Done" },
        { "allow", 400, "", "Refused" },
        { "allow", 404, "", "Refused" },
        { "say", 400, "", "Refused" },
        { "say", 403, "", "Refused" },
        { "say", 422, "", "Refused" },
        { "say", 500, "", "Failed" },
    };

    [Theory]
    [MemberData(nameof(StatusRules))]
    public async Task Act_Status_EndsAsTwitchMeansIt(string act, int status, string text, string expected)
    {
        await using var bed = new TestBed();
        await bed.Tokens.IdentityAsync(CancellationToken.None);
        bed.Http.Answer = r => r.Path.StartsWith("moderation", StringComparison.Ordinal) || r.Path == "chat/messages" ? FakeReply.Error((HttpStatusCode)status, text) : null;

        var result = await bed.PassDelaysAsync(ActAsync(bed.Enforcer, act));

        Assert.Equal(Enum.Parse<Outcome>(expected), Of(result));
    }

    [Fact]
    public async Task Delete_Sent_NamesTheMessageAndTheBot()
    {
        await using var bed = new TestBed();
        Assert.Equal(new EnforcementResult.Done(), await ActAsync(bed.Enforcer, "delete"));
        var request = bed.Http.Requests.Single(r => r.Path == "moderation/chat");
        Assert.Equal("?broadcaster_id=810000001&moderator_id=810000002&message_id=message-1", request.Query);
        Assert.Equal(("access-0", "client-id"), (request.Token, request.ClientId));
    }

    [Fact]
    public async Task Delete_WithoutMessageId_IsNeverSent()
    {
        // Twitch would clear the whole chat.
        await using var bed = new TestBed();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => bed.Enforcer.DeleteMessageAsync(Some.Broadcaster, new MessageId(""), CancellationToken.None));
        Assert.Equal(0, bed.Http.Count("moderation/chat"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(600.0, 600)]
    [InlineData(0.2, 1)]
    [InlineData(9999999.0, 1_209_600)]
    public async Task Ban_Duration_IsWithinWhatTwitchAllows(double? seconds, int? sent)
    {
        await using var bed = new TestBed();
        await bed.Enforcer.BanAsync(Some.Broadcaster, Chatter, seconds is { } s ? TimeSpan.FromSeconds(s) : null, "spam", CancellationToken.None);
        var data = JsonDocument.Parse(bed.Http.Requests.Single(r => r.Path == "moderation/bans").Body).RootElement.GetProperty("data");
        Assert.Equal(sent, data.TryGetProperty("duration", out var duration) ? duration.GetInt32() : null);
        Assert.Equal("spam", data.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Ban_Broadcaster_IsRefusedWithoutAsking()
    {
        await using var bed = new TestBed();
        Assert.IsType<EnforcementResult.Refused>(await bed.Enforcer.BanAsync(Some.Broadcaster, new ChatterId(Some.Broadcaster.Value), null, null, CancellationToken.None));
        Assert.Empty(bed.Http.Requests);
    }

    [Fact]
    public async Task ResolveHold_Sent_SaysTheModeratorAndTheDecision()
    {
        await using var bed = new TestBed();
        await bed.Enforcer.ResolveTwitchHoldAsync(Some.Broadcaster, Message, allow: false, CancellationToken.None);
        Assert.Equal("""{"user_id":"810000002","msg_id":"message-1","action":"DENY"}""", bed.Http.Requests.Single(r => r.Path == "moderation/automod/message").Body);
    }

    [Fact]
    public async Task ResolveUnbanRequest_Sent_NamesRequestAndDecisionAndText()
    {
        await using var bed = new TestBed();

        Assert.Equal(Outcome.Done, Of(await bed.Enforcer.ResolveUnbanRequestAsync(Some.Broadcaster, Request, Chatter, approve: false, "not yet", CancellationToken.None)));

        var sent = bed.Http.Requests.Single(r => r.Path == "moderation/unban_requests");
        Assert.Equal(("PATCH", "?broadcaster_id=810000001&moderator_id=810000002&unban_request_id=request-1&status=denied&resolution_text=not%20yet"), (sent.Method, sent.Query));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "Refused")] // answered already
    [InlineData(HttpStatusCode.NotFound, "Refused")]
    [InlineData(HttpStatusCode.Forbidden, "Refused")]
    [InlineData(HttpStatusCode.Conflict, "Failed")]
    public async Task ResolveUnbanRequest_Status_MeansWhatTwitchSays(HttpStatusCode status, string expected)
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "moderation/unban_requests" ? FakeReply.Error(status) : null;

        Assert.Equal(Enum.Parse<Outcome>(expected), Of(await bed.PassDelaysAsync(bed.Enforcer.ResolveUnbanRequestAsync(Some.Broadcaster, Request, Chatter, approve: true, null, CancellationToken.None))));
        Assert.Equal(0, bed.Http.Count("moderation/bans"));
    }

    [Theory]
    [InlineData(true, "Done", 1)]
    [InlineData(false, "Refused", 0)]
    public async Task ResolveUnbanRequest_LoginWithoutTheScope_StillLiftsAnApprovedBan(bool approve, string expected, int unbans)
    {
        await using var bed = new TestBed();
        bed.Http.Scopes = [.. bed.Http.Scopes.Except([TwitchScopes.ManageUnbanRequests])];
        await bed.Tokens.IdentityAsync(CancellationToken.None);

        Assert.Equal(Enum.Parse<Outcome>(expected), Of(await bed.Enforcer.ResolveUnbanRequestAsync(Some.Broadcaster, Request, Chatter, approve, null, CancellationToken.None)));

        Assert.Equal((0, unbans), (bed.Http.Count("moderation/unban_requests"), bed.Http.Count("moderation/bans")));
    }

    [Fact]
    public async Task Say_Sent_GivesTheMessageId()
    {
        await using var bed = new TestBed();
        var result = await bed.Enforcer.SayAsync(Some.Broadcaster, "/ban everyone\r\nnow", Message, CancellationToken.None);
        Assert.Equal(new EnforcementResult.Done(new MessageId("sent-1")), result);
        Assert.Equal(
            """{"broadcaster_id":"810000001","sender_id":"810000002","message":"ban everyone  now","reply_parent_message_id":"message-1"}""",
            bed.Http.Requests.Single(r => r.Path == "chat/messages").Body);
    }

    [Theory]
    [InlineData("msg_ratelimit", "Failed", "too much")]
    [InlineData("msg_duplicate", "Refused", "the same was said")]
    [InlineData("automod_held", "Refused", "Mod View")]
    [InlineData("msg_rejected", "Refused", "Mod View")]
    [InlineData("msg_banned", "Refused", "is banned")]
    [InlineData("user_timed_out", "Refused", "is timed out")]
    [InlineData("msg_subsonly", "Refused", "/mod")]
    [InlineData("something_new", "Refused", "something_new")]
    public async Task Say_DroppedByTwitch_SaysWhatItMeans(string code, string expected, string words)
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "chat/messages"
            ? new FakeReply(HttpStatusCode.OK, $$$"""{"data":[{"message_id":"","is_sent":false,"drop_reason":{"code":"{{{code}}}","message":"x"}}]}""")
            : null;

        var result = await ActAsync(bed.Enforcer, "say");

        Assert.Equal(Enum.Parse<Outcome>(expected), Of(result));
        Assert.Contains(words, result switch { EnforcementResult.Refused refused => refused.Reason, EnforcementResult.Failed failed => failed.Reason, _ => "" }, StringComparison.Ordinal);
        Assert.Equal(1, bed.Http.Count("chat/messages"));
    }

    [Fact]
    public async Task Say_MoreThanTwitchAllows_IsNotSent()
    {
        await using var bed = new TestBed();
        for (var i = 0; i < 20; i++) await bed.Enforcer.SayAsync(new BroadcasterId($"{i}"), "hello", null, CancellationToken.None);

        var failed = Assert.IsType<EnforcementResult.Failed>(await bed.Enforcer.SayAsync(new BroadcasterId("99"), "hello", null, CancellationToken.None));

        Assert.True(failed.IsUnsent);
        Assert.Equal(20, bed.Http.Count("chat/messages"));
    }

    [Fact]
    public async Task Say_NothingLeft_IsRefusedWithoutAsking()
    {
        await using var bed = new TestBed();
        Assert.IsType<EnforcementResult.Refused>(await bed.Enforcer.SayAsync(Some.Broadcaster, " ./!\n", null, CancellationToken.None));
        Assert.Empty(bed.Http.Requests);
    }

    [Fact]
    public async Task Act_TextAndTokens_AreInNoLogLine()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "chat/messages" ? FakeReply.Error(HttpStatusCode.Forbidden) : null;
        await bed.Enforcer.SayAsync(Some.Broadcaster, "held text", null, CancellationToken.None);
        Assert.NotEmpty(bed.Log.Entries);
        Assert.DoesNotContain(bed.Log.Entries, e => $"{e.Message} {e.Exception}" is var line
            && (line.Contains("held text", StringComparison.Ordinal) || line.Contains("access-", StringComparison.Ordinal) || line.Contains("client-secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Act_LoginDead_FailsAndSaysWhatToDo()
    {
        await using var bed = new TestBed(new TwitchLogin("client-id"));
        var failed = Assert.IsType<EnforcementResult.Failed>(await ActAsync(bed.Enforcer, "delete"));
        Assert.Contains(TwitchLogin.RefreshTokenVariable, failed.Reason, StringComparison.Ordinal);
    }

    private static Task<EnforcementResult> ActAsync(IEnforcer enforcer, string act) => act switch
    {
        "delete" => enforcer.DeleteMessageAsync(Some.Broadcaster, Message, CancellationToken.None),
        "ban" => enforcer.BanAsync(Some.Broadcaster, Chatter, null, null, CancellationToken.None),
        "unban" => enforcer.UnbanAsync(Some.Broadcaster, Chatter, CancellationToken.None),
        "warn" => enforcer.WarnAsync(Some.Broadcaster, Chatter, "be kind", CancellationToken.None),
        "allow" => enforcer.ResolveTwitchHoldAsync(Some.Broadcaster, Message, true, CancellationToken.None),
        _ => enforcer.SayAsync(Some.Broadcaster, "hello", null, CancellationToken.None),
    };

    private static Outcome Of(EnforcementResult result) => result switch
    {
        EnforcementResult.Done => Outcome.Done,
        EnforcementResult.Refused => Outcome.Refused,
        _ => Outcome.Failed,
    };
}

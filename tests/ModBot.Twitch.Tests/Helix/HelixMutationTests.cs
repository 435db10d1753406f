using System.Net;
using System.Text.Json.Nodes;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Testing;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests.Helix;

/// <summary>Answers as a broken Twitch might give them: each ends in a result or in the one exception that says so, and the next call works.</summary>
public sealed class HelixMutationTests
{
    private static readonly BroadcasterId Channel = new("810000001");
    private static readonly ChatterId Bot = new("810000002");
    private static readonly ChatterId Chatter = new("810000007");
    private static readonly MessageId Message = new("message-1");

    private static readonly string[] HeaderValues = ["", "x", "-1", "0", "1e9", "2147483648", "9223372036854775807", "99999999999999999999"];

    public static TheoryData<string> Fixtures => [.. Mutations.Fixtures("Helix")];

    public static TheoryData<string> Subscribing => [.. Mutations.Fixtures("Helix").Where(fixture => fixture.Contains("/eventsub_create.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Call_AnswerMutated_EndsInAResultOrSaysThatTwitchCouldNotBeAsked(string fixture)
    {
        await using var bed = new TestBed();
        await bed.Tokens.IdentityAsync(CancellationToken.None);
        var (status, bodies) = Answers(fixture);
        foreach (var body in bodies)
        {
            bed.Http.Answer = r => IsHelix(r) ? new FakeReply(status, body) : null;
            await bed.PassDelaysAsync(Done(OutcomeAsync(bed, fixture)));
        }

        bed.Http.Answer = _ => null;
        Assert.Equal(new EnforcementResult.Done(), await bed.PassDelaysAsync(bed.Enforcer.DeleteMessageAsync(Channel, Message, CancellationToken.None)));
        Assert.Single(await bed.PassDelaysAsync(bed.Get<HelixClient>().GetUsersAsync(["pixelharbor"], CancellationToken.None)));
    }

    [Theory]
    [MemberData(nameof(Subscribing))]
    public async Task Session_AnswerToASubscriptionMutated_TheOthersAreLiveAndInTheEndAllAre(string fixture)
    {
        var (status, bodies) = Answers(fixture);
        // A refusal is asked about again after a minute of the clock, which makes each of these slow.
        foreach (var body in bodies.Where((_, i) => i % 9 == 0))
        {
            await using var bed = new TestBed();
            var left = 1;
            bed.Http.Answer = r => r is { Method: "POST", Path: "eventsub/subscriptions" } && Interlocked.Decrement(ref left) >= 0 ? new FakeReply(status, body) : null;
            await using var chat = bed.Read();
            (await bed.EventSub.ExpectConnectAsync()).Welcome("session-1", keepalive: 600);
            await bed.AdvanceUntilAsync(() => bed.Health.Current.IsHealthy);
        }
    }

    [Theory]
    [InlineData("Ratelimit-Limit")]
    [InlineData("Ratelimit-Remaining")]
    [InlineData("Ratelimit-Reset")]
    [InlineData("Date")]
    public async Task Call_HeaderMutated_TheNextCallGoesThroughWithinAMinute(string header)
    {
        foreach (var (status, value) in from status in (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.TooManyRequests] from value in HeaderValues select (status, value))
        {
            await using var bed = new TestBed();
            await bed.Tokens.IdentityAsync(CancellationToken.None);
            var headers = new Dictionary<string, string> { ["Ratelimit-Limit"] = "800", ["Ratelimit-Remaining"] = "0", ["Ratelimit-Reset"] = $"{bed.Clock.GetUtcNow().ToUnixTimeSeconds() + 30}", [header] = value };
            bed.Http.Answer = r => IsHelix(r) ? new FakeReply(status, """{"data":[]}""", [.. headers.Select(pair => (pair.Key, pair.Value))]) : null;
            var call = OutcomeAsync(bed, "Helix/get_users.ok");
            await bed.AdvanceUntilAsync(() => call.IsCompleted);
            await call;

            bed.Http.Answer = _ => null;
            bed.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Single(await bed.PassDelaysAsync(bed.Get<HelixClient>().GetUsersAsync(["pixelharbor"], CancellationToken.None)));
        }
    }

    private static bool IsHelix(FakeRequest request) => request.Path is not ("validate" or "token");

    /// <summary>The fixture's status, and its body mutated, cut short and not JSON at all.</summary>
    private static (HttpStatusCode Status, IEnumerable<string> Bodies) Answers(string fixture)
    {
        var exchange = JsonNode.Parse(Mutations.Read(fixture))!;
        var body = exchange["response_body"]?.ToJsonString() ?? "{}";
        return ((HttpStatusCode)exchange["status"]!.GetValue<int>(), [.. Mutations.OneField(body), .. Mutations.Several(body, 50), body[..^1], "", "null", "[]", "<html>"]);
    }

    /// <summary>Makes the call that the fixture is an answer to.</summary>
    private static async Task OutcomeAsync(TestBed bed, string fixture)
    {
        var (helix, conduits) = (bed.Get<HelixClient>(), bed.Get<ConduitClient>());
        Task call = fixture["Helix/".Length..].Split('.')[0..2] switch
        {
            ["get_users", _] => helix.GetUsersAsync(["pixelharbor"], CancellationToken.None),
            ["get_chat_settings", _] => helix.GetChatDelayAsync(Channel, Bot, CancellationToken.None),
            ["update_chat_settings", _] => helix.SetChatDelayAsync(Channel, Bot, TimeSpan.FromSeconds(2), CancellationToken.None),
            ["get_moderated_channels", _] => helix.GetModeratedChannelsAsync(Bot, CancellationToken.None),
            ["send_chat_message", _] => bed.Enforcer.SayAsync(Channel, "hello", null, CancellationToken.None),
            ["delete_chat_message" or "error", _] => bed.Enforcer.DeleteMessageAsync(Channel, Message, CancellationToken.None),
            ["ban_user", _] => bed.Enforcer.BanAsync(Channel, Chatter, TimeSpan.FromMinutes(1), null, CancellationToken.None),
            ["unban_user", _] => bed.Enforcer.UnbanAsync(Channel, Chatter, CancellationToken.None),
            ["warn_chat_user", _] => bed.Enforcer.WarnAsync(Channel, Chatter, "be kind", CancellationToken.None),
            ["manage_held_automod", _] => bed.Enforcer.ResolveTwitchHoldAsync(Channel, Message, allow: true, CancellationToken.None),
            ["eventsub_create", _] => helix.GetUsersAsync(["pixelharbor"], CancellationToken.None),
            ["eventsub_list", _] => conduits.SubscriptionsAsync("conduit-1", CancellationToken.None),
            ["eventsub_delete", _] => helix.DeleteSubscriptionAsync("sub-1", asApp: false, CancellationToken.None),
            ["conduit", "get"] => conduits.ListAsync(CancellationToken.None),
            ["conduit", "create"] => conduits.CreateAsync(1, CancellationToken.None),
            ["conduit", "update"] => conduits.ResizeAsync("conduit-1", 2, CancellationToken.None),
            ["conduit", "shards"] => conduits.AssignAsync("conduit-1", "0", "session-1", CancellationToken.None),
            _ => throw new ArgumentOutOfRangeException(nameof(fixture), fixture, "Nobody asks for this."),
        };
        try
        {
            await call;
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            // What callers expect of a Twitch that cannot be asked.
        }
    }

    private static async Task<bool> Done(Task call)
    {
        await call;
        return true;
    }
}

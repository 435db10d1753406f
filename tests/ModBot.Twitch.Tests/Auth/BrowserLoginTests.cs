using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Auth;

public sealed class BrowserLoginTests
{
    private const string Redirect = "http://localhost:8320/connect/callback";

    [Fact]
    public async Task Begin_Address_AsksForTheStreamersScopeWithStateAndChallenge()
    {
        await using var bed = new TestBed();
        var (url, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);
        var query = HttpUtility.ParseQueryString(url.Query);
        Assert.StartsWith("https://auth.test/authorize?", url.ToString(), StringComparison.Ordinal);
        Assert.Equal(("code", "client-id", Redirect, "channel:bot", "S256"), (query["response_type"], query["client_id"], query["redirect_uri"], query["scope"], query["code_challenge_method"]));
        Assert.Equal(state, query["state"]);
        Assert.True(state.Length >= 40);
        Assert.DoesNotContain("client-secret", url.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_Code_IsExchangedWithTheVerifierOfTheChallengeAndStored()
    {
        await using var bed = new TestBed();
        var (url, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);

        var result = await bed.Get<BrowserLogin>().CompleteAsync(state, "the-code", CancellationToken.None);

        Assert.Equal("tidewardenbot", Assert.IsType<BrowserLoginResult.StreamerConnected>(result).Streamer.Login);
        var form = HttpUtility.ParseQueryString(bed.Http.Requests.Single(r => r.Path == "token").Body);
        Assert.Equal(("authorization_code", "the-code", Redirect, "client-secret"), (form["grant_type"], form["code"], form["redirect_uri"], form["client_secret"]));
        Assert.Equal(HttpUtility.ParseQueryString(url.Query)["code_challenge"], Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))));
        var stored = Assert.Single(await bed.Get<TokenStore>().ListAsync(CancellationToken.None));
        Assert.True(stored.IsStreamer);
        // A streamer's login is nothing that the bot acts with.
        Assert.Equal("access-0", await bed.Tokens.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Complete_SameStateTwice_WorksOnce()
    {
        await using var bed = new TestBed();
        var (_, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);
        Assert.IsType<BrowserLoginResult.StreamerConnected>(await bed.Get<BrowserLogin>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.IsType<BrowserLoginResult.NotBegun>(await bed.Get<BrowserLogin>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.Equal(1, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Complete_TooLateOrNeverBegun_AsksTwitchNothing()
    {
        await using var bed = new TestBed();
        var (_, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);
        bed.Clock.Advance(BrowserLogin.Limit);
        Assert.IsType<BrowserLoginResult.NotBegun>(await bed.Get<BrowserLogin>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.IsType<BrowserLoginResult.NotBegun>(await bed.Get<BrowserLogin>().CompleteAsync("guessed", "code", CancellationToken.None));
        Assert.Empty(bed.Http.Requests);
    }

    [Fact]
    public async Task IsPending_State_IsSoUntilItIsTakenBackOrTooLate()
    {
        await using var bed = new TestBed();
        var login = bed.Get<BrowserLogin>();
        var (_, taken) = await login.BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);
        var (_, late) = await login.BeginAsync(BrowserLoginPurpose.Moderator, Redirect, CancellationToken.None);
        Assert.True(login.IsPending(taken) && login.IsPending(taken) && login.IsPending(late));
        Assert.False(login.IsPending("guessed"));
        login.Abandon(taken);
        Assert.False(login.IsPending(taken));
        bed.Clock.Advance(BrowserLogin.Limit);
        Assert.False(login.IsPending(late));
    }

    [Fact]
    public async Task Complete_CodeRefused_StoresNothing()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "token" ? FakeReply.Error(HttpStatusCode.BadRequest, "Invalid authorization code") : null;
        var (_, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);
        Assert.IsType<BrowserLoginResult.CodeRefused>(await bed.Get<BrowserLogin>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.Empty(await bed.Get<TokenStore>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Abandon_State_IsUsedUp()
    {
        await using var bed = new TestBed();
        var (_, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None);
        Assert.Equal(BrowserLoginPurpose.Streamer, bed.Get<BrowserLogin>().Abandon(state));
        Assert.Null(bed.Get<BrowserLogin>().Abandon(state));
    }

    [Fact]
    public async Task Begin_ThousandsOfTimes_ForgetsTheOldestOnly()
    {
        await using var bed = new TestBed();
        var states = new List<string>();
        for (var i = 0; i < 1_001; i++) states.Add((await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None)).State);
        Assert.Null(bed.Get<BrowserLogin>().Abandon(states[0]));
        Assert.All(states.Skip(1), state => Assert.NotNull(bed.Get<BrowserLogin>().Abandon(state)));
    }

    [Fact]
    public async Task Begin_PublicClient_SaysThatASecretIsNeeded()
    {
        await using var bed = new TestBed(new TwitchLogin("client-id"));
        await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Streamer, Redirect, CancellationToken.None));
    }

    [Fact]
    public async Task Begin_ForAModerator_AsksOnlyWhereTheyModerate()
    {
        await using var bed = new TestBed();
        var (url, _) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Moderator, Redirect, CancellationToken.None);
        Assert.Equal("user:read:moderated_channels", HttpUtility.ParseQueryString(url.Query)["scope"]);
    }

    [Fact]
    public async Task Complete_ForAModerator_StoresNothing()
    {
        await using var bed = new TestBed();
        Assert.Equal("tidewardenbot", (await LogInAsync(bed)).User.Login);
        Assert.Empty(await bed.Get<TokenStore>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ModeratorLogin_ChannelsOnSeveralPages_AreAllRead()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path != "moderation/channels" ? null
            : r.Query.Contains("after=two", StringComparison.Ordinal) ? Channels("810000005", null) : Channels("810000001", "two");
        var channels = await (await LogInAsync(bed)).ReadChannelsAsync(CancellationToken.None);
        Assert.Equal(["810000001", "810000005"], channels!.Select(channel => channel.Value).Order());
        Assert.All(bed.Http.Requests.Where(r => r.Path == "moderation/channels"), r => Assert.Equal("access-1", r.Token));
    }

    [Fact]
    public async Task ModeratorLogin_TokenEnded_IsRefreshedAndTheNewOneKept()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path != "moderation/channels" ? null : r.Token == "access-1" ? FakeReply.Error(HttpStatusCode.Unauthorized, "invalid token") : Channels("810000001", null);
        var login = await LogInAsync(bed);
        Assert.NotNull(await login.ReadChannelsAsync(CancellationToken.None));
        Assert.NotNull(await login.ReadChannelsAsync(CancellationToken.None));
        Assert.Equal(1, bed.Http.Requests.Count(r => r.Path == "token" && r.Body.Contains("refresh_token=refresh-1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ModeratorLogin_RefreshRefused_IsOver()
    {
        await using var bed = new TestBed();
        var login = await LogInAsync(bed);
        bed.Http.Answer = r => r.Path == "moderation/channels" ? FakeReply.Error(HttpStatusCode.Unauthorized, "invalid token") : r.Path == "token" ? FakeReply.Error(HttpStatusCode.BadRequest, "Invalid refresh token") : null;
        Assert.Null(await login.ReadChannelsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ModeratorLogin_AfterAnHour_IsValidated()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "moderation/channels" ? Channels("810000001", null) : null;
        var login = await LogInAsync(bed);
        await login.ReadChannelsAsync(CancellationToken.None);
        Assert.Equal(1, bed.Http.Count("validate"));
        bed.Clock.Advance(TimeSpan.FromHours(1));
        await login.ReadChannelsAsync(CancellationToken.None);
        Assert.Equal(2, bed.Http.Count("validate"));
    }

    private static async Task<ModeratorLogin> LogInAsync(TestBed bed)
    {
        var (_, state) = await bed.Get<BrowserLogin>().BeginAsync(BrowserLoginPurpose.Moderator, Redirect, CancellationToken.None);
        return Assert.IsType<BrowserLoginResult.ModeratorCame>(await bed.Get<BrowserLogin>().CompleteAsync(state, "the-code", CancellationToken.None)).Login;
    }

    private static FakeReply Channels(string id, string? cursor) =>
        new(HttpStatusCode.OK, JsonSerializer.Serialize(new { data = new[] { new { broadcaster_id = id } }, pagination = new { cursor } }));
}

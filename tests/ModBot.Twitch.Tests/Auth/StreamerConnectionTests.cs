using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Auth;

public sealed class StreamerConnectionTests
{
    private const string Redirect = "http://localhost:8320/connect/callback";

    [Fact]
    public async Task Begin_Address_AsksForTheStreamersScopeWithStateAndChallenge()
    {
        await using var bed = new TestBed();
        var (url, state) = await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None);
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
        var (url, state) = await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None);

        var result = await bed.Get<StreamerConnection>().CompleteAsync(state, "the-code", CancellationToken.None);

        Assert.Equal("tidewardenbot", Assert.IsType<StreamerConnectionResult.Connected>(result).Streamer.Login);
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
        var (_, state) = await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None);
        Assert.IsType<StreamerConnectionResult.Connected>(await bed.Get<StreamerConnection>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.IsType<StreamerConnectionResult.NotBegun>(await bed.Get<StreamerConnection>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.Equal(1, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Complete_TooLateOrNeverBegun_AsksTwitchNothing()
    {
        await using var bed = new TestBed();
        var (_, state) = await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None);
        bed.Clock.Advance(StreamerConnection.Limit);
        Assert.IsType<StreamerConnectionResult.NotBegun>(await bed.Get<StreamerConnection>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.IsType<StreamerConnectionResult.NotBegun>(await bed.Get<StreamerConnection>().CompleteAsync("guessed", "code", CancellationToken.None));
        Assert.Empty(bed.Http.Requests);
    }

    [Fact]
    public async Task Complete_CodeRefused_StoresNothing()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "token" ? FakeReply.Error(HttpStatusCode.BadRequest, "Invalid authorization code") : null;
        var (_, state) = await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None);
        Assert.IsType<StreamerConnectionResult.CodeRefused>(await bed.Get<StreamerConnection>().CompleteAsync(state, "code", CancellationToken.None));
        Assert.Empty(await bed.Get<TokenStore>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Abandon_State_IsUsedUp()
    {
        await using var bed = new TestBed();
        var (_, state) = await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None);
        Assert.True(bed.Get<StreamerConnection>().Abandon(state));
        Assert.False(bed.Get<StreamerConnection>().Abandon(state));
    }

    [Fact]
    public async Task Begin_ThousandsOfTimes_ForgetsTheOldestOnly()
    {
        await using var bed = new TestBed();
        var states = new List<string>();
        for (var i = 0; i < 1_001; i++) states.Add((await bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None)).State);
        Assert.False(bed.Get<StreamerConnection>().Abandon(states[0]));
        Assert.All(states.Skip(1), state => Assert.True(bed.Get<StreamerConnection>().Abandon(state)));
    }

    [Fact]
    public async Task Begin_PublicClient_SaysThatASecretIsNeeded()
    {
        await using var bed = new TestBed(new TwitchLogin("client-id"));
        await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Get<StreamerConnection>().BeginAsync(Redirect, CancellationToken.None));
    }
}

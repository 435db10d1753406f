using System.Net;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Auth;

public sealed class AppTokenSourceTests
{
    private static readonly FakeReply Unknown = FakeReply.Error(HttpStatusCode.Forbidden, "invalid client secret");

    [Fact]
    public async Task Get_Twice_AsksOnceWithTheApplicationsSecret()
    {
        await using var bed = Bed();
        Assert.Equal("app-1", await bed.Get<AppTokenSource>().GetAsync(CancellationToken.None));
        Assert.Equal("app-1", await bed.Get<AppTokenSource>().GetAsync(CancellationToken.None));
        var asked = Assert.Single(bed.Http.Requests);
        Assert.Equal("client_id=client-id&client_secret=client-secret&grant_type=client_credentials", asked.Body);
        Assert.DoesNotContain(bed.Log.Entries, e => e.Message.Contains("app-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_TenAskAtOnce_TwitchIsAskedOnce()
    {
        await using var bed = Bed();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.Http.Before = _ => open.Task;
        var asking = Enumerable.Range(0, 10).Select(_ => bed.Get<AppTokenSource>().GetAsync(CancellationToken.None).AsTask()).ToArray();
        open.SetResult();
        Assert.All(await Task.WhenAll(asking).WaitAsync(TestBed.Guard), token => Assert.Equal("app-1", token));
        Assert.Equal(1, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Get_BeforeTheTokenEnds_IsRenewed()
    {
        await using var bed = Bed();
        await bed.Get<AppTokenSource>().GetAsync(CancellationToken.None);
        bed.Clock.Advance(TimeSpan.FromSeconds(899));
        Assert.Equal("app-1", await bed.Get<AppTokenSource>().GetAsync(CancellationToken.None));
        bed.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("app-2", await bed.Get<AppTokenSource>().GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Refresh_Rejected_IsReplacedButNotAgainAtOnce()
    {
        await using var bed = Bed();
        var tokens = bed.Get<AppTokenSource>();
        var first = await tokens.GetAsync(CancellationToken.None);
        bed.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await tokens.RefreshAsync(first, CancellationToken.None);
        Assert.Equal("app-2", second);
        Assert.Equal(second, await tokens.RefreshAsync(first, CancellationToken.None));
        Assert.Equal(second, await tokens.RefreshAsync(second, CancellationToken.None));
        Assert.Equal(2, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Get_SecretWrong_SaysWhatToCheckAndQuotesNothing()
    {
        await using var bed = Bed();
        bed.Http.Answer = _ => Unknown;
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Get<AppTokenSource>().GetAsync(CancellationToken.None).AsTask());
        Assert.Contains(TwitchLogin.ClientSecretVariable, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("client-secret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PublicClient_SaysThatASecretIsNeeded()
    {
        await using var bed = new TestBed(new TwitchLogin("client-id"));
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Get<AppTokenSource>().GetAsync(CancellationToken.None).AsTask());
        Assert.Contains("Confidential", e.Message, StringComparison.Ordinal);
        Assert.Empty(bed.Http.Requests);
    }

    [Fact]
    public async Task Get_NoApplication_SaysHowToRegisterOne()
    {
        await using var bed = new TestBed(new TwitchLogin());
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Get<AppTokenSource>().GetAsync(CancellationToken.None).AsTask());
        Assert.Contains("https://dev.twitch.tv/console", e.Message, StringComparison.Ordinal);
    }

    private static TestBed Bed()
    {
        var bed = new TestBed();
        var issued = 0;
        bed.Http.Answer = r => r.Path == "token" ? new FakeReply(HttpStatusCode.OK, $$"""{"access_token":"app-{{++issued}}","expires_in":1000,"token_type":"bearer"}""") : null;
        return bed;
    }
}

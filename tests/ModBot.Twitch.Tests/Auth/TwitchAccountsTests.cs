using System.Net;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests.Auth;

public sealed class TwitchAccountsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task List_Each_SaysHowItIs()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 2);
        await SaveAsync(bed, "bert", hour: 1);
        await SaveAsync(bed, "coralbyte", hour: 3, isStreamer: true);
        bed.Http.Scopes = ["user:read:chat", "channel:bot"];
        bed.Http.Answer = r => r.Token == "access-bert" ? FakeReply.Error(HttpStatusCode.Unauthorized) : r.Path == "token" ? FakeReply.Error(HttpStatusCode.BadRequest) : null;

        var accounts = await bed.Get<TwitchAccounts>().ListAsync(CancellationToken.None);

        Assert.Equal([(true, false), (false, false), (false, true)], accounts.Select(a => (a.IsActive, a.IsStreamer)));
        Assert.Contains(Assert.IsType<TwitchAccountState.Valid>(accounts[0].State).Missing, s => s.Name == TwitchScopes.ManageMessages);
        Assert.Equal("bert", accounts[1].Login);
        Assert.IsType<TwitchAccountState.Dead>(accounts[1].State);
        Assert.Empty(Assert.IsType<TwitchAccountState.Valid>(accounts[2].State).Missing);
        // Looking changes nothing that is stored.
        Assert.Equal(3, (await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task List_TokenEnded_IsRenewedAndStored()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        bed.Http.Answer = r => r.Token == "access-anna" ? FakeReply.Error(HttpStatusCode.Unauthorized) : null;
        Assert.IsType<TwitchAccountState.Valid>(Assert.Single(await bed.Get<TwitchAccounts>().ListAsync(CancellationToken.None)).State);
        Assert.Equal("access-1", Assert.Single(await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).AccessToken);
    }

    [Fact]
    public async Task List_TwitchDown_IsUnreachableAndNotDead()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        bed.Http.Answer = _ => FakeReply.Error(HttpStatusCode.BadGateway);
        Assert.IsType<TwitchAccountState.Unreachable>(Assert.Single(await bed.Get<TwitchAccounts>().ListAsync(CancellationToken.None)).State);
    }

    [Fact]
    public async Task LogOut_TheOnlyOne_IsRevokedAndForgotten()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        bed.Http.Answer = r => r.Path == "revoke" ? new FakeReply(HttpStatusCode.OK) : null;
        Assert.Equal(new LogoutResult.LoggedOut("anna", IsRevoked: true), await bed.Get<TwitchAccounts>().LogOutAsync(null, CancellationToken.None));
        Assert.Equal("client_id=client-id&token=access-anna", bed.Http.Requests.Single(r => r.Path == "revoke").Body);
        Assert.Empty(await bed.Get<TokenStore>().ListAsync(CancellationToken.None));
        Assert.IsType<LogoutResult.NobodyThere>(await bed.Get<TwitchAccounts>().LogOutAsync("anna", CancellationToken.None));
    }

    [Fact]
    public async Task LogOut_OfSeveral_WantsAName()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        await SaveAsync(bed, "bert", hour: 2);
        Assert.Equal(["anna", "bert"], Assert.IsType<LogoutResult.WhichOne>(await bed.Get<TwitchAccounts>().LogOutAsync(null, CancellationToken.None)).Logins.Order(StringComparer.Ordinal));
        await bed.Get<TwitchAccounts>().LogOutAsync("@Bert", CancellationToken.None);
        Assert.Equal("anna", Assert.Single(await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).Login);
    }

    [Fact]
    public async Task LogOut_TwitchDown_IsForgottenHereAndSaysSo()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        bed.Http.Answer = _ => FakeReply.Error(HttpStatusCode.BadGateway);
        Assert.Equal(new LogoutResult.LoggedOut("anna", IsRevoked: false), await bed.Get<TwitchAccounts>().LogOutAsync(null, CancellationToken.None));
        Assert.Empty(await bed.Get<TokenStore>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Run_StreamerDisconnected_IsForgottenAfterTheHourAndTheBotIsNot()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        await SaveAsync(bed, "coralbyte", hour: 2, isStreamer: true);
        using var stop = new CancellationTokenSource();
        var running = bed.Get<TwitchAccounts>().RunAsync(stop.Token);
        await EventSubScript.WaitUntilAsync(() => bed.Clock.Timers >= 2);
        Assert.Equal(2, (await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).Length);

        bed.Http.Answer = r => r.Path is "validate" or "token" ? FakeReply.Error(r.Path == "token" ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized) : null;
        bed.Clock.Advance(TimeSpan.FromHours(1));
        await EventSubScript.WaitUntilAsync(() => bed.Log.Entries.Any(e => e.Message.Contains("disconnected", StringComparison.Ordinal)));
        while ((await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).Length > 1) await Task.Delay(1);

        Assert.Equal("anna", Assert.Single(await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).Login);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static Task SaveAsync(TestBed bed, string login, int hour, bool isStreamer = false) => bed.Get<TokenStore>().SaveAsync(
        new StoredLogin("client-id", null, $"access-{login}", $"refresh-{login}", null, $"id-{login}", login, isStreamer, DateTimeOffset.UnixEpoch.AddHours(hour)), CancellationToken.None);

    private TestBed Bed() => new(new TwitchLogin(), o => o.TokenFile = Path.Combine(folder, "login.json"));
}

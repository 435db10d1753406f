using System.Net;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests.Auth;

public sealed class TokenSourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-").FullName;

    private string File => Path.Combine(folder, "inner", "login.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Refresh_TwentyAskAtOnce_TwitchIsAskedOnce()
    {
        await using var bed = new TestBed();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.Http.Before = r => r.Path == "token" ? open.Task : Task.CompletedTask;
        var stale = await bed.Tokens.GetAsync(CancellationToken.None);

        var asking = Enumerable.Range(0, 20).Select(_ => Task.Run(() => bed.Tokens.RefreshAsync(stale, CancellationToken.None))).ToArray();
        open.SetResult();
        var tokens = await Task.WhenAll(asking).WaitAsync(TestBed.Guard);

        Assert.All(tokens, t => Assert.Equal("access-1", t));
        Assert.Equal(1, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Refresh_OneCallerGivesUp_TheOthersGetTheToken()
    {
        await using var bed = new TestBed();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.Http.Before = r => r.Path == "token" ? open.Task : Task.CompletedTask;
        var stale = await bed.Tokens.GetAsync(CancellationToken.None);
        using var impatience = new CancellationTokenSource();

        var impatient = bed.Tokens.RefreshAsync(stale, impatience.Token);
        var patient = bed.Tokens.RefreshAsync(stale, CancellationToken.None);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        open.SetResult();

        Assert.Equal("access-1", await patient.WaitAsync(TestBed.Guard));
    }

    [Fact]
    public async Task Refresh_Dead_IsRememberedAndSaysWhatToDo()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "token" ? FakeReply.Error(HttpStatusCode.BadRequest, "Invalid refresh token") : null;

        for (var i = 0; i < 3; i++)
        {
            var e = await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Tokens.RefreshAsync("access-0", CancellationToken.None));
            Assert.Contains("Log in again", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, bed.Http.Count("token"));
        Assert.False(bed.Health.Current.Authorised);
        AssertNothingSecret(bed);
    }

    [Fact]
    public async Task Refresh_TwitchIsDown_IsNotTakenForDead()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "token" ? FakeReply.Error(HttpStatusCode.ServiceUnavailable) : null;
        await Assert.ThrowsAsync<HttpRequestException>(() => bed.Tokens.RefreshAsync("access-0", CancellationToken.None));

        bed.Http.Answer = _ => null;
        Assert.Equal("access-1", await bed.Tokens.RefreshAsync("access-0", CancellationToken.None));
    }

    [Fact]
    public async Task Refresh_NewPair_IsStoredForItsOwnerOnlyBeforeItIsUsed()
    {
        await using var bed = new TestBed(configure: o => o.TokenFile = File);
        string? storedAtFirstUse = null;
        bed.Http.Before = async r =>
        {
            if (r.Token != "access-1" || storedAtFirstUse is not null) return;
            await using var reader = new TestBed(configure: o => o.TokenFile = File);
            storedAtFirstUse = await reader.Tokens.GetAsync(CancellationToken.None);
        };
        bed.Http.Answer = r => r.Path == "validate" && r.Token == "access-0" ? FakeReply.Error(HttpStatusCode.Unauthorized) : null;

        await bed.Tokens.IdentityAsync(CancellationToken.None);

        Assert.Equal("access-1", storedAtFirstUse);
        var content = await System.IO.File.ReadAllTextAsync(File);
        Assert.DoesNotContain("access", content, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh", content, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(["login.json", "login.json.lock"], Directory.GetFiles(Path.GetDirectoryName(File)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AssertNothingSecret(bed);
    }

    [Fact]
    public async Task Get_AfterRestart_TheStoredPairWinsOverTheEnvironmentItGrewFrom()
    {
        await using (var first = new TestBed(configure: o => o.TokenFile = File)) await first.Tokens.RefreshAsync("access-0", CancellationToken.None);
        await using var second = new TestBed(configure: o => o.TokenFile = File);
        Assert.Equal("access-1", await second.Tokens.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Get_AfterANewLoginInTheEnvironment_TheEnvironmentWins()
    {
        await using (var first = new TestBed(configure: o => o.TokenFile = File)) await first.Tokens.RefreshAsync("access-0", CancellationToken.None);
        await using var second = new TestBed(new TwitchLogin("client-id", null, "access-new", "refresh-new"), o => o.TokenFile = File);
        Assert.Equal("access-new", await second.Tokens.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Get_TokenFileOnly_IsRead()
    {
        Write("""{"client_id":"from-file","access_token":"access-file"}""");
        await using var bed = new TestBed(new TwitchLogin(), o => o.TokenFile = File);
        Assert.Equal("access-file", await bed.Tokens.GetAsync(CancellationToken.None));
        Assert.Equal("from-file", await bed.Tokens.ClientIdAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Get_TokenFileBroken_SaysWhichAndQuotesNothing()
    {
        Write("""{"access_token":"access-secret" """);
        await using var bed = new TestBed(new TwitchLogin(), o => o.TokenFile = File);
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Tokens.GetAsync(CancellationToken.None).AsTask());
        Assert.Contains(File, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("access-secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewLogin_FileChanged_TheBotIsBack()
    {
        Write("""{"client_id":"c","access_token":"access-old","refresh_token":"refresh-old"}""");
        await using var bed = new TestBed(new TwitchLogin(), o => o.TokenFile = File);
        bed.Http.Answer = r => r.Path == "token" || r.Token == "access-old" ? FakeReply.Error(HttpStatusCode.BadRequest) : null;
        await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Tokens.RefreshAsync("access-old", CancellationToken.None));

        var waiting = bed.Tokens.NewLoginAsync(CancellationToken.None);
        await EventSubScript.WaitUntilAsync(() => bed.Clock.Timers > 0);
        Write("""{"client_id":"c","access_token":"access-newer","refresh_token":"refresh-newer"}""");
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        await waiting.WaitAsync(TestBed.Guard);

        Assert.Equal("access-newer", await bed.Tokens.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Run_EveryHour_Validates()
    {
        await using var bed = new TestBed();
        await bed.Tokens.IdentityAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var running = bed.Tokens.RunAsync(stop.Token);
        bed.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, bed.Http.Count("validate"));
        bed.Clock.Advance(TimeSpan.FromMinutes(1));
        await EventSubScript.WaitUntilAsync(() => bed.Http.Count("validate") >= 2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Identity_Valid_SaysWhoTheBotIs()
    {
        await using var bed = new TestBed();
        Assert.Null(bed.Get<TwitchDirectory>().Bot);
        var bot = await bed.Get<TwitchDirectory>().GetBotAsync(CancellationToken.None);
        Assert.Equal(("810000002", "tidewardenbot"), (bot.Id.Value, bot.Login));
        Assert.Equal(bot, bed.Get<TwitchDirectory>().Bot);
    }

    [Fact]
    public void Login_Printed_ShowsNothingSecret() =>
        Assert.DoesNotContain("secret", new TwitchLogin("secret", "secret", "secret", "secret").ToString(), StringComparison.Ordinal);

    private void Write(string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, json);
    }

    private static void AssertNothingSecret(TestBed bed)
    {
        Assert.NotEmpty(bed.Log.Entries);
        string[] secrets = ["access-", "refresh-", "client-secret"];
        Assert.DoesNotContain(bed.Log.Entries, e => secrets.Any(s => $"{e.Message} {e.Exception}".Contains(s, StringComparison.Ordinal)));
    }
}

using System.Net;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests.Auth;

public sealed class TokenStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-").FullName;

    private string File => Path.Combine(folder, "login.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Login_InPlainText_IsTakenOverAndEncrypted()
    {
        await System.IO.File.WriteAllTextAsync(File, """{"client_id":"c","client_secret":"secret-file","access_token":"access-file","refresh_token":"refresh-file"}""");
        await using (var first = Bed()) await first.Tokens.IdentityAsync(CancellationToken.None);

        var content = await System.IO.File.ReadAllTextAsync(File);
        Assert.All(["secret-file", "access-file", "refresh-file"], secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        await using var second = Bed();
        var login = Assert.Single(await second.Get<TokenStore>().ListAsync(CancellationToken.None));
        Assert.Equal(("c", "secret-file", "access-file", "refresh-file"), (login.ClientId, login.ClientSecret, login.AccessToken, login.RefreshToken));
        Assert.Equal(("810000002", "tidewardenbot"), (login.UserId, login.Login));
    }

    [Fact]
    public async Task Candidates_SeveralBots_TheLatestOrTheNamedOne()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        await SaveAsync(bed, "bert", hour: 3);
        await SaveAsync(bed, "carl", hour: 2);
        await SaveAsync(bed, "some_streamer", hour: 9, isStreamer: true);
        Assert.Equal(["bert"], (await bed.Get<TokenStore>().CandidatesAsync(CancellationToken.None)).Select(l => l.Login));

        await using var named = Bed(bot: "Anna");
        Assert.Equal("access-anna", await named.Tokens.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Bot_NamedButNotLoggedIn_IsSaid()
    {
        await using var bed = Bed(bot: "dora");
        await SaveAsync(bed, "anna", hour: 1);
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Tokens.GetAsync(CancellationToken.None).AsTask());
        Assert.Contains("dora", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SameAccountAgain_ReplacesIt()
    {
        await using var bed = Bed();
        await SaveAsync(bed, "anna", hour: 1);
        await SaveAsync(bed, "anna", hour: 2, suffix: "-again");
        Assert.Equal(["access-anna-again"], (await bed.Get<TokenStore>().ListAsync(CancellationToken.None)).Select(l => l.AccessToken));
    }

    [Fact]
    public async Task Refresh_AnotherProcessWasFaster_ItsPairIsUsed()
    {
        await using var bot = Bed();
        await SaveAsync(bot, "anna", hour: 1);
        await using var doctor = Bed();
        var stale = await bot.Tokens.GetAsync(CancellationToken.None);
        Assert.Equal("access-1", await doctor.Tokens.RefreshAsync(stale, CancellationToken.None));

        Assert.Equal("access-1", await bot.Tokens.RefreshAsync(stale, CancellationToken.None));

        Assert.Equal(0, bot.Http.Count("token"));
    }

    [Fact]
    public async Task Watch_LoggedOutElsewhere_TheBotStops()
    {
        await using var bot = Bed();
        await SaveAsync(bot, "anna", hour: 1);
        await bot.Tokens.IdentityAsync(CancellationToken.None);
        var death = bot.Tokens.Death;
        using var stop = new CancellationTokenSource();
        var watching = bot.Tokens.WatchAsync(stop.Token);

        await using (var commandLine = Bed()) await commandLine.Get<TokenStore>().RemoveAsync((await commandLine.Get<TokenStore>().ListAsync(CancellationToken.None))[0], CancellationToken.None);
        bot.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Contains("modbot auth login", await death.WaitAsync(TestBed.Guard), StringComparison.Ordinal);
        Assert.False(bot.Health.Current.Authorised);
        await StopAsync(stop, watching);
    }

    [Fact]
    public async Task Watch_SameAccountLoggedInAgain_IsTakenUpWithoutDying()
    {
        await using var bot = Bed();
        await SaveAsync(bot, "anna", hour: 1, id: "810000002");
        await bot.Tokens.IdentityAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var watching = bot.Tokens.WatchAsync(stop.Token);

        await using (var commandLine = Bed()) await SaveAsync(commandLine, "anna", hour: 2, suffix: "-again", id: "810000002");
        bot.Clock.Advance(TimeSpan.FromSeconds(15));

        await EventSubScript.WaitUntilAsync(() => bot.Http.Requests.Any(r => r.Path == "validate" && r.Token == "access-anna-again"));
        Assert.Equal("access-anna-again", await bot.Tokens.GetAsync(CancellationToken.None));
        Assert.False(bot.Tokens.Death.IsCompleted);
        await StopAsync(stop, watching);
    }

    [Fact]
    public async Task Get_EnvironmentsLoginDied_TheStoredOneIsFoundByTheNextCall()
    {
        await using var bot = new TestBed(configure: o => o.TokenFile = File);
        bot.Http.Answer = r => r.Body.Contains("refresh-0", StringComparison.Ordinal) ? FakeReply.Error(HttpStatusCode.BadRequest) : null;
        await Assert.ThrowsAsync<TwitchLoginException>(() => bot.Tokens.RefreshAsync("access-0", CancellationToken.None));

        await using (var commandLine = Bed()) await SaveAsync(commandLine, "anna", hour: 1);
        await Assert.ThrowsAsync<TwitchLoginException>(() => bot.Tokens.GetAsync(CancellationToken.None).AsTask());
        bot.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("access-anna", await bot.Tokens.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Refresh_FileCannotBeWritten_TheNewPairIsUsedAllTheSame()
    {
        // Nobody can make a file in a folder that is a file.
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "taken"), "");
        await using var bed = new TestBed(configure: o => o.TokenFile = Path.Combine(folder, "taken", "login.json"));
        Assert.Equal("access-1", await bed.Tokens.RefreshAsync("access-0", CancellationToken.None));
        Assert.Equal("access-1", await bed.Tokens.GetAsync(CancellationToken.None));
        Assert.Contains(bed.Log.Entries, e => e.Message.Contains("could not be stored", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"protected\":\"bm90IGVuY3J5cHRlZA==\"}")]
    [InlineData("{\"protected\":\"***\"}")]
    public async Task File_OfOtherKeys_SaysWhatToDoAndIsNotWrittenOver(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);
        await using var bed = Bed();
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => SaveAsync(bed, "anna", hour: 1));
        Assert.Contains("cannot be decrypted", e.Message, StringComparison.Ordinal);
        Assert.Equal(content, await System.IO.File.ReadAllTextAsync(File));
    }

    private static Task SaveAsync(TestBed bed, string login, int hour, string suffix = "", bool isStreamer = false, string? id = null) => bed.Get<TokenStore>().SaveAsync(
        new StoredLogin(
            "client-id", null, $"access-{login}{suffix}", $"refresh-{login}{suffix}", null, id ?? $"id-{login}", login, isStreamer, DateTimeOffset.UnixEpoch.AddHours(hour)),
        CancellationToken.None);

    private static async Task StopAsync(CancellationTokenSource stop, Task running)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private TestBed Bed(string? bot = null) => new(new TwitchLogin(), o => (o.TokenFile, o.Bot) = (File, bot));
}

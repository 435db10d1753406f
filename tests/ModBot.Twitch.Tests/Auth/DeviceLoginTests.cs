using System.Net;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Auth;

public sealed class DeviceLoginTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-").FullName;

    private string File => Path.Combine(folder, "login.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Wait_ConfirmedAtTheThirdQuestion_IsStoredAndTheBotActsWithIt()
    {
        await using var bed = Bed("authorization_pending", "authorization_pending", "");
        var code = await StartAsync(bed);
        Assert.Equal(("ABCD1234", "https://twitch.test/activate"), (code.UserCode, code.Url));

        var left = new List<TimeSpan>();
        var result = await bed.PassDelaysAsync(bed.Get<DeviceLogin>().WaitAsync(code, left.Add, CancellationToken.None));

        Assert.Equal(new DeviceAccount("tidewardenbot", IsActive: true, IsKept: true), Assert.IsType<DeviceLoginResult.LoggedIn>(result).Account);
        Assert.Equal((TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(99)), (left[0], left[1]));
        Assert.Equal(TimeSpan.FromSeconds(86), left[^1]);
        await using var bot = Bed();
        Assert.Equal("access-1", await bot.Tokens.GetAsync(CancellationToken.None));
        var asked = bed.Http.Requests.Last(r => r.Path == "token").Body;
        Assert.Contains("device_code=device-secret", asked, StringComparison.Ordinal);
        Assert.Contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret", asked, StringComparison.Ordinal);
        Assert.DoesNotContain(bed.Log.Entries, e => e.Message.Contains("access-", StringComparison.Ordinal) || e.Message.Contains("device-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Scopes_AreAllAskedFor()
    {
        await using var bed = Bed();
        await StartAsync(bed);
        var asked = Uri.UnescapeDataString(Assert.Single(bed.Http.Requests).Body).Replace('+', ' ');
        Assert.Equal($"client_id=client-id&scopes={string.Join(' ', TwitchScopes.All.Select(s => s.Name))}", asked);
    }

    [Fact]
    public async Task Wait_TwitchAsksToSlowDown_AsksLessOften()
    {
        await using var bed = Bed("slow_down", "authorization_pending", "");
        var code = await StartAsync(bed);
        var start = bed.Clock.GetUtcNow();
        Assert.IsType<DeviceLoginResult.LoggedIn>(await bed.PassDelaysAsync(bed.Get<DeviceLogin>().WaitAsync(code, null, CancellationToken.None)));
        Assert.Equal(TimeSpan.FromSeconds(5 + 10 + 10), bed.Clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task Wait_NobodyConfirms_EndsWithTheCode()
    {
        await using var bed = Bed();
        bed.Http.Answer = Script(bed.Http.Answer, _ => "authorization_pending");
        var code = await StartAsync(bed);
        Assert.IsType<DeviceLoginResult.Expired>(await bed.PassDelaysAsync(bed.Get<DeviceLogin>().WaitAsync(code, null, CancellationToken.None)));
        Assert.Equal(code.ValidUntil, bed.Clock.GetUtcNow());
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("access_denied", typeof(DeviceLoginResult.Refused))]
    [InlineData("invalid device code", typeof(DeviceLoginResult.Expired))]
    [InlineData("expired_token", typeof(DeviceLoginResult.Expired))]
    public async Task Wait_TwitchEndsIt_SaysHow(string error, Type expected)
    {
        await using var bed = Bed(error);
        Assert.IsType(expected, await bed.PassDelaysAsync(bed.Get<DeviceLogin>().WaitAsync(await StartAsync(bed), null, CancellationToken.None)));
    }

    [Fact]
    public async Task Wait_NetworkGoesForAMoment_TheCodeIsNotLost()
    {
        await using var bed = Bed("503", "authorization_pending", "");
        Assert.IsType<DeviceLoginResult.LoggedIn>(await bed.PassDelaysAsync(bed.Get<DeviceLogin>().WaitAsync(await StartAsync(bed), null, CancellationToken.None)));
    }

    [Fact]
    public async Task Wait_UnknownError_IsSaid()
    {
        await using var bed = Bed("invalid client secret");
        var waiting = bed.PassDelaysAsync(bed.Get<DeviceLogin>().WaitAsync(await StartAsync(bed), null, CancellationToken.None));
        Assert.Contains("invalid client secret", (await Assert.ThrowsAsync<TwitchLoginException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ClientIdUnknownToTwitch_SaysWhatToCheck()
    {
        await using var bed = Bed();
        bed.Http.Answer = _ => FakeReply.Error(HttpStatusCode.BadRequest, "invalid client");
        var e = await Assert.ThrowsAsync<TwitchLoginException>(() => StartAsync(bed));
        Assert.Contains("invalid client", e.Message, StringComparison.Ordinal);
        Assert.Contains(TwitchLogin.ClientIdVariable, e.Message, StringComparison.Ordinal);
    }

    private static Task<DeviceCode> StartAsync(TestBed bed) => bed.Get<DeviceLogin>().StartAsync(TwitchScopes.All, CancellationToken.None);

    /// <param name="answers">Twitch's answers to the questions, in order: an error, a status, or empty for the tokens.</param>
    private TestBed Bed(params string[] answers)
    {
        var bed = new TestBed(new TwitchLogin("client-id"), o => o.TokenFile = File);
        var next = new Queue<string>(answers);
        bed.Http.Answer = Script(
            r => r.Path == "device"
                ? new FakeReply(HttpStatusCode.OK, """{"device_code":"device-secret","user_code":"ABCD1234","verification_uri":"https://twitch.test/activate","expires_in":100,"interval":5}""")
                : null,
            _ => next.Dequeue());
        return bed;
    }

    private static Func<FakeRequest, FakeReply?> Script(Func<FakeRequest, FakeReply?> others, Func<FakeRequest, string> answer) => r => r.Path != "token" ? others(r) : answer(r) switch
    {
        "" => null,
        "503" => FakeReply.Error(HttpStatusCode.ServiceUnavailable),
        var error => FakeReply.Error(HttpStatusCode.BadRequest, error),
    };
}

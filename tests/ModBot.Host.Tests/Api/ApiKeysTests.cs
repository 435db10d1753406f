using System.Net;
using Microsoft.Extensions.Options;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Configuration;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

public sealed class ApiKeysTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly RecordingLogger log = new();

    private string File => Path.Combine(folder.Path, "api-keys.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Create_AKey_IsFoundByItsSecretAndKeptAsAHash()
    {
        var keys = Open();

        var secret = await keys.CreateAsync(New("panel"), default);

        Assert.StartsWith(ApiKeys.Prefix, secret, StringComparison.Ordinal);
        Assert.Equal(43, secret![ApiKeys.Prefix.Length..].Length); // 256 bits
        Assert.Equal("panel", keys.Find(secret)?.Name);
        Assert.Equal("moderator", keys.Find(secret)?.Role);
        Assert.DoesNotContain(secret[ApiKeys.Prefix.Length..], System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.All(new[] { "", "modbot_", secret[..^1], secret + "x", secret.ToUpperInvariant(), keys.Find(secret)!.Hash }, wrong => Assert.Null(keys.Find(wrong)));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task Create_ANameTwice_KeepsTheFirst()
    {
        var keys = Open();
        var first = await keys.CreateAsync(New("panel"), default);

        Assert.Null(await keys.CreateAsync(New("panel"), default));
        Assert.NotNull(keys.Find(first!));
    }

    [Fact]
    public async Task Find_ByAnotherProcess_FollowsAtOnce()
    {
        var (running, command) = (Open(), Open());
        Assert.Null(running.Find("modbot_x"));

        var secret = await command.CreateAsync(New("panel"), default);
        Assert.NotNull(running.Find(secret!));

        Assert.True(await command.RevokeAsync("panel", default));
        Assert.Null(running.Find(secret!));
        Assert.False(await command.RevokeAsync("panel", default));
    }

    [Fact]
    public async Task Find_AfterItsEnd_FindsNone()
    {
        var keys = Open();
        var secret = await keys.CreateAsync(New("panel") with { ExpiresAt = Some.Instant.AddDays(90) }, default);

        time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.NotNull(keys.Find(secret!));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(keys.Find(secret!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("""{"keys":[{"name":"panel"}]}""")]
    public async Task Find_BrokenFile_LetsNobodyInAndSaysSoOnce(string broken)
    {
        var keys = Open();
        var secret = await keys.CreateAsync(New("panel"), default);
        Assert.NotNull(keys.Find(secret!));

        System.IO.File.WriteAllText(File, broken);

        Assert.Null(keys.Find(secret!));
        Assert.Null(keys.Find(secret!));
        Assert.Single(log.Entries);
        await Assert.ThrowsAsync<IOException>(() => keys.CreateAsync(New("other"), default));
        Assert.Equal(broken, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task Requests_MoreThanAKeyMayMake_AreA429ThatSaysWhenToComeBack()
    {
        var api = new ApiFixture { Overrides = new Dictionary<string, string?> { ["Api:RequestsPerMinute"] = "3" } };
        await api.InitializeAsync();
        try
        {
            var (secret, other) = (await api.KeyAsync("panel"), await api.KeyAsync("other"));
            for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/v1/channels", secret)).StatusCode);

            var limited = await api.SendAsync(HttpMethod.Get, "/v1/channels", secret);

            Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
            Assert.Equal("application/problem+json", limited.Content.Headers.ContentType?.MediaType);
            Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/v1/channels", other)).StatusCode);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    [Fact]
    public async Task Classify_WhereStrangersMayNothing_NeedsAKey()
    {
        var api = new ApiFixture { Overrides = new Dictionary<string, string?> { ["Api:Anonymous"] = "Nothing" } };
        await api.InitializeAsync();
        try
        {
            const string Body = """{"texts":["hello"]}""";
            const string Comment = """{"comment":{"text":"hello"},"requestedAttributes":{"TOXICITY":{}}}""";
            var (classifies, reads) = (await api.KeyAsync("classifies", scopes: [ApiScope.Classify]), await api.KeyAsync("reads", scopes: [ApiScope.ReadHolds]));

            Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(HttpMethod.Post, "/v1/classify", null, Body)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync(HttpMethod.Post, "/v1/classify", reads, Body)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Post, "/v1/classify", classifies, Body)).StatusCode);
            var refused = await api.SendAsync(HttpMethod.Post, "/v1alpha1/comments:analyze?key=AIza", null, Comment);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("\"UNAUTHENTICATED\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Post, $"/v1alpha1/comments:analyze?key={classifies}", null, Comment)).StatusCode);
            // An address lands in logs, so only that service's clients may put a key there.
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(HttpMethod.Get, $"/v1/channels?key={reads}", null)).StatusCode);
            // Nor does Google's header count elsewhere.
            Assert.Equal(HttpStatusCode.OK, await ByGooglesHeaderAsync(HttpMethod.Post, "/v1alpha1/comments:analyze?key=AIza", classifies));
            Assert.Equal(HttpStatusCode.Unauthorized, await ByGooglesHeaderAsync(HttpMethod.Post, $"/v1alpha1/comments:analyze?key={classifies}", "AIza"));
            Assert.Equal(HttpStatusCode.Unauthorized, await ByGooglesHeaderAsync(HttpMethod.Get, "/v1/channels", reads));

            async Task<HttpStatusCode> ByGooglesHeaderAsync(HttpMethod method, string path, string secret)
            {
                using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent(Comment) : null };
                request.Headers.Add("X-Goog-Api-Key", secret);
                using var response = await api.Http.SendAsync(request);
                return response.StatusCode;
            }
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    [Fact]
    public async Task Holds_WhileTheStoreIsAway_AreA503ThatSaysWhenToComeBack()
    {
        var api = new ApiFixture { Overrides = new Dictionary<string, string?> { ["Store"] = "Redis", ["Redis:Configuration"] = "127.0.0.1:9", ["Redis:MaxWait"] = "00:00:00.2" } };
        await api.InitializeAsync();
        try
        {
            var response = await api.SendAsync(HttpMethod.Get, $"/v1/channels/{Some.Broadcaster}/holds", await api.KeyAsync("panel"));

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static NewKey New(string name) => new(name, [new KeyChannel(Some.Broadcaster, "pixelharbor")], [ApiScope.ReadHolds], "moderator", null);

    private ApiKeys Open() => new(Options.Create(new ModBotOptions { Data = folder.Path }), time, log.For<ApiKeys>());
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>What broken and hostile clients send: always an answer that says what is wrong, never an error of ours.</summary>
public sealed class BadInputTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly Dictionary<string, (HttpMethod Method, string Path, string Body)> Endpoints = new()
    {
        ["classify"] = (HttpMethod.Post, "/v1/classify", """{"texts":["hello","you idiot"],"why":true}"""),
        ["analyze"] = (HttpMethod.Post, "/v1alpha1/comments:analyze", """{"comment":{"text":"hello. you idiot","type":"PLAIN_TEXT"},"requestedAttributes":{"TOXICITY":{"scoreType":"PROBABILITY","scoreThreshold":0.1}},"languages":["en"],"spanAnnotations":true,"doNotStore":true,"clientToken":"c","sessionId":"s"}"""),
        ["suggestscore"] = (HttpMethod.Post, "/v1alpha1/comments:suggestscore", """{"comment":{"text":"hello"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":0}}},"clientToken":"c"}"""),
        ["deny"] = (HttpMethod.Post, $"/v1/channels/{Some.Broadcaster}/holds/HOLD/deny", """{"expected_version":1,"sanction":{"kind":"timeout","seconds":60},"reason":"be kind"}"""),
        ["note"] = (HttpMethod.Post, $"/v1/channels/{Some.Broadcaster}/holds/HOLD/note", """{"expected_version":1,"text":"look"}"""),
        ["settings"] = (HttpMethod.Patch, $"/v1/channels/{Some.Broadcaster}/settings", """{"mode":"hold","levels":{"bullying":2},"terms":{"blocked":{"add":["zzrude"],"remove":["zzgone"]},"permitted":{"add":["zzfine"]}},"members":{"5":"observer"},"values":{"Ladder.Enabled":"on","Trust.Contact":"somebody"}}"""),
        ["try"] = (HttpMethod.Post, $"/v1/channels/{Some.Broadcaster}/settings/try", """{"text":"you idiot"}"""),
        ["shield"] = (HttpMethod.Post, $"/v1/channels/{Some.Broadcaster}/shield", """{"state":"up","minutes":10}"""),
    };

    public static TheoryData<string> Names => [.. Endpoints.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Body_WithAnyFieldBroken_IsAnsweredAndNotAnErrorOfOurs(string name)
    {
        var secret = await api.KeyAsync($"{name}-{Guid.NewGuid():N}"[..30], "lead");
        var seen = new HashSet<HttpStatusCode>();
        foreach (var body in Mutations.OneField(Endpoints[name].Body).Concat(Mutations.Several(Endpoints[name].Body, 100))) seen.Add(await CheckAsync(name, secret, new StringContent(body, Encoding.UTF8, "application/json"), body));

        // Some of them are fine, some are not: the check sees both.
        Assert.Contains(HttpStatusCode.BadRequest, seen);
        Assert.Contains(HttpStatusCode.OK, seen);
        await AssertSoundAsync(secret);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Body_ThatIsNone_IsRefused(string name)
    {
        var secret = await api.KeyAsync($"{name}-{Guid.NewGuid():N}"[..30], "lead");
        byte[][] bodies =
        [
            "["u8.ToArray(), "\"text\""u8.ToArray(), "{\"texts\":"u8.ToArray(), [0xff, 0xfe, 0x00], [.. "{\"texts\":[\""u8, 0xc3, 0x28, .. "\"]}"u8], [.. "{\"comment\":{\"text\":\""u8, 0xed, 0xa0, 0x80, .. "\"}}"u8],
            Encoding.UTF8.GetBytes(new string('[', 100_000)), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 50_000))), Encoding.Unicode.GetBytes("{\"texts\":[\"hi\"]}"),
        ];
        foreach (var body in bodies)
        {
            var status = await CheckAsync(name, secret, new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, Convert.ToHexString(body.AsSpan(0, Math.Min(40, body.Length))));
            Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{status}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Body_OfMegabytes_IsRefused(string name)
    {
        var secret = await api.KeyAsync($"{name}-{Guid.NewGuid():N}"[..30], "lead");

        var status = await CheckAsync(name, secret, new StringContent(JsonSerializer.Serialize(new { text = new string('x', 3_000_000) }), Encoding.UTF8, "application/json"), "3 MB");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("deny")]
    [InlineData("settings")]
    public async Task Body_OfAnotherType_IsA415(string name)
    {
        var secret = await api.KeyAsync($"{name}-{Guid.NewGuid():N}"[..30], "lead");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await CheckAsync(name, secret, new StringContent("<a/>", Encoding.UTF8, "application/xml"), "xml"));
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%ff%fe")]
    [InlineData("..%2f..%2fetc")]
    [InlineData("%e2%80%ae")]
    [InlineData("'%20OR%201=1")]
    public async Task Address_OfOddLetters_FindsNothing(string odd)
    {
        var secret = await api.KeyAsync($"odd-{Guid.NewGuid():N}"[..30], "lead");
        foreach (var path in new[] { $"/v1/channels/{odd}/holds", $"/v1/channels/{Some.Broadcaster}/holds/{odd}", $"/v1/channels/{Some.Broadcaster}/holds?cursor={odd}&order=oldest", $"/v1/{odd}" })
        {
            var response = await api.SendAsync(HttpMethod.Get, path, secret);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Method_ThatThereIsNot_IsA405WithProblemDetails()
    {
        var response = await api.SendAsync(HttpMethod.Delete, "/v1/channels", await api.KeyAsync($"m-{Guid.NewGuid():N}"[..30]));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private async Task<HttpStatusCode> CheckAsync(string name, string secret, HttpContent content, string what)
    {
        var (method, path, _) = Endpoints[name];
        if (path.Contains("HOLD", StringComparison.Ordinal)) path = path.Replace("HOLD", (await api.HoldAsync()).Id.Value, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        // The body is sent once somebody wants it, so that a refusal is read and not a broken pipe.
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await api.Http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, $"{name}, {response.StatusCode} to {what[..Math.Min(300, what.Length)]}: {answer}");
        if (!response.IsSuccessStatusCode)
        {
            var error = JsonDocument.Parse(answer).RootElement;
            var said = path.StartsWith("/v1alpha1", StringComparison.Ordinal) ? error.GetProperty("error").GetProperty("message") : error.TryGetProperty("detail", out var detail) ? detail : error.GetProperty("title");
            Assert.NotEqual("", said.GetString());
        }
        return response.StatusCode;
    }

    /// <summary>Whatever was sent, the channel's settings can still be read and the store still works.</summary>
    private async Task AssertSoundAsync(string secret)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, $"/v1/channels/{Some.Broadcaster}/settings", secret)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, $"/v1/channels/{Some.Broadcaster}/holds", secret)).StatusCode);
        Assert.True((await api.App.Services.GetRequiredService<IHoldStore>().CheckAsync(default)).Reachable);
    }
}

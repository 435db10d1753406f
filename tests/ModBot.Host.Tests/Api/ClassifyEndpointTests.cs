using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ModBot.Host.Composition;
using ModBot.Host.Tests.Configuration;

namespace ModBot.Host.Tests.Api;

/// <summary>The HTTP service over a real host on a free port, with the model that ships.</summary>
public sealed class ClassifyEndpointTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private WebApplication? app;
    private HttpClient? http;

    public async Task InitializeAsync()
    {
        var settings = new BotSettings
        {
            Config = folder.Path,
            Quiet = true,
            Overrides = new Dictionary<string, string?> { ["Http"] = "http://127.0.0.1:0", ["Data"] = Path.Combine(folder.Path, "data"), ["Twitch:TokenFile"] = "", ["Twitch:AuthUrl"] = "http://127.0.0.1:9/oauth2" },
        };
        app = BotBuilder.BuildService(settings);
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        http!.Dispose();
        await app!.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Classify_TwoTexts_ScoresEachInOrder()
    {
        var response = await http!.PostAsJsonAsync("/v1/classify", new { texts = new[] { "good evening everyone", "shut up you stupid idiot" }, why = true });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var results = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results");
        Assert.Equal(["good evening everyone", "shut up you stupid idiot"], results.EnumerateArray().Select(result => result.GetProperty("text").GetString()));
        Assert.True(Bullying(results[1]) > Bullying(results[0]));
        Assert.Equal(JsonValueKind.Null, results[0].GetProperty("held_at").ValueKind);
        Assert.Equal(12, results[0].GetProperty("scores").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("{}", "texts")]
    [InlineData("""{"texts":[]}""", "texts")]
    [InlineData("""{"texts":["fine",null]}""", "texts[1]")]
    public async Task Classify_WrongTexts_IsA400ThatNamesThem(string body, string expected)
    {
        var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(expected, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"texts":"one"}""")]
    [InlineData("null")]
    [InlineData("""{"texts":["\ud83d"]}""")] // an unpaired surrogate is no text in JSON
    public async Task Classify_NotARequest_IsA400ThatSaysWhatIsWrong(string body)
    {
        var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual("", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Classify_TextTooLong_IsA400() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(JsonSerializer.Serialize(new { texts = new[] { new string('x', 5001) } }))).StatusCode);

    [Fact]
    public async Task Classify_BodyOverOneMegabyte_IsA413()
    {
        var response = await PostAsync(JsonSerializer.Serialize(new { texts = new[] { new string('x', 1_000_001) } }));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Classify_OddTexts_AreScored()
    {
        var response = await PostAsync("""{"texts":["","\u0000","\u202e","\ud83d\ude00"]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesTheService()
    {
        var document = await http!.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.True(document.GetProperty("paths").TryGetProperty("/v1/classify", out _));
    }

    [Fact]
    public async Task Healthz_WithoutALogin_LivesButIsNotReady()
    {
        Assert.Equal(HttpStatusCode.OK, (await http!.GetAsync("/healthz")).StatusCode);

        var ready = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var checks = (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks");
        Assert.Equal("Healthy", checks.GetProperty("store").GetProperty("status").GetString());
        Assert.Equal("Unhealthy", checks.GetProperty("twitch").GetProperty("status").GetString());
    }

    [Fact]
    public async Task UnknownPath_IsA404WithProblemDetails()
    {
        var response = await http!.GetAsync("/nope");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static float Bullying(JsonElement result) => result.GetProperty("scores").GetProperty("bullying").GetSingle();

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http!.PostAsync("/v1/classify", content);
    }
}

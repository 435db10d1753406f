using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>What would be decided about a text. Each test has a host of its own.</summary>
public sealed class TrialApiTests : IAsyncLifetime
{
    private static readonly string Settings = $"/v1/channels/{Some.Broadcaster}/settings";

    private readonly ApiFixture api = new();

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Try_BlockedTermOfAConfigFile_SaysTheRuleAndWhere()
    {
        api.Configure("channels/pixelharbor.json", """{ "Mode": "Hold", "Rules": { "Terms": { "Blocked": ["zzrude"] } } }""");

        var tried = await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", await api.KeyAsync("panel", "observer"), """{"text":"so ZZRUDE today"}""");

        Assert.Equal(("hold", "hold"), (tried.GetProperty("verdict").GetString(), tried.GetProperty("mode").GetString()));
        var reason = Assert.Single(tried.GetProperty("reasons").EnumerateArray());
        Assert.Equal((3, 6), (reason.GetProperty("span").GetProperty("start").GetInt32(), reason.GetProperty("span").GetProperty("length").GetInt32()));
        Assert.Equal(reason.GetProperty("text").GetString(), tried.GetProperty("rules").GetProperty(reason.GetProperty("source").GetString()!).GetString());
        Assert.Equal(JsonValueKind.Null, tried.GetProperty("rules").GetProperty("links").ValueKind);
        Assert.Contains("flood", tried.GetProperty("not_asked").EnumerateArray().Select(rule => rule.GetString()));
    }

    [Fact]
    public async Task Try_InsultAtALevelThatHoldsIt_SaysTheScoresAndTheWords()
    {
        var secret = await api.KeyAsync("panel", "lead");
        await api.ReadAsync(HttpMethod.Patch, Settings, secret, """{"levels":{"bullying":4}}""");

        var tried = await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", secret, """{"text":"you are a stupid idiot"}""");

        Assert.Equal(("hold", "scored"), (tried.GetProperty("verdict").GetString(), tried.GetProperty("score_status").GetString()));
        var score = tried.GetProperty("scores").GetProperty("bullying");
        Assert.True(score.GetProperty("score").GetSingle() >= score.GetProperty("holds_from").GetSingle());
        Assert.InRange(score.GetProperty("held_at").GetInt32(), 1, 4);
        Assert.Equal(Categories.All.Length, tried.GetProperty("scores").EnumerateObject().Count());
        Assert.NotEmpty(tried.GetProperty("why").EnumerateArray());
    }

    [Fact]
    public async Task Try_WhileTheShieldIsUp_GoesByIt()
    {
        var secret = await api.KeyAsync("panel");
        api.App.Services.GetRequiredService<Shields>().Raise(Some.Broadcaster, null, new SettingSource(Actor.ModBot, SettingSurface.Chat), DateTimeOffset.UtcNow);

        var tried = await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", secret, """{"text":"hello there"}""");

        Assert.EndsWith("+shield", tried.GetProperty("policy_version").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_AnyText_IsKeptNowhere()
    {
        var secret = await api.KeyAsync("panel");
        await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", secret, """{"text":"you are a stupid idiot"}""");

        Assert.Equal(0, await api.App.Services.GetRequiredService<IHoldStore>().CountOpenAsync(Some.Broadcaster, default));
        Assert.Equal("", await (await api.SendAsync(HttpMethod.Get, $"/v1/channels/{Some.Broadcaster}/audit", await api.KeyAsync("auditor", "lead"))).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":"  "}""")]
    [InlineData("""{"text":["hello"]}""")]
    [InlineData("""{"text":"hello","store":true}""")]
    public async Task Try_NoText_IsRefused(string body) => await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", await api.KeyAsync("panel"), body, HttpStatusCode.BadRequest);

    [Fact]
    public async Task Try_LongerThanAChatMessage_IsRefused()
    {
        var secret = await api.KeyAsync("panel");

        await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", secret, JsonSerializer.Serialize(new { text = new string('x', 501) }), HttpStatusCode.BadRequest);
        await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", secret, JsonSerializer.Serialize(new { text = new string('x', 500) }));
    }

    [Fact]
    public async Task Try_RoleThatMayNotLook_IsForbidden() =>
        await api.ReadAsync(HttpMethod.Post, $"{Settings}/try", await api.KeyAsync("panel", "shy"), """{"text":"hello"}""", HttpStatusCode.Forbidden);
}

using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Api.Keys;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>The shield and what a dock shows beside it. Each test has a host of its own.</summary>
public sealed class ShieldApiTests : IAsyncLifetime
{
    private static readonly string Channel = $"/v1/channels/{Some.Broadcaster}";

    private readonly ApiFixture api = new();

    private Shields Shields => api.App.Services.GetRequiredService<Shields>();

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Get_QueueAndRaid_ShowsNumbersWithoutTextsAndNames()
    {
        var hold = await api.HoldAsync("zzsecret words");
        await api.HoldAsync(change: each => each with { RaidSize = 77 });

        var text = (await api.ReadAsync(HttpMethod.Get, $"{Channel}/shield", await api.KeyAsync("deck", "observer", [ApiScope.ReadStats]))).ToString();

        var shield = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("down", true, JsonValueKind.Null), (shield.GetProperty("state").GetString(), shield.GetProperty("is_enabled").GetBoolean(), shield.GetProperty("cause").ValueKind));
        var waiting = shield.GetProperty("waiting");
        Assert.Equal((2, 77, hold.CreatedAt), (waiting.GetProperty("open").GetInt32(), waiting.GetProperty("largest_raid").GetInt32(), waiting.GetProperty("oldest_at").GetDateTimeOffset()));
        Assert.DoesNotContain("zzsecret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(hold.Message.Chatter.Login, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UpByARaid_SaysWhyAndUntilWhen()
    {
        var at = DateTimeOffset.UtcNow;
        Shields.See(Some.Broadcaster, SurgeSign.Raid, at);

        var shield = await api.ReadAsync(HttpMethod.Get, $"{Channel}/shield", await api.KeyAsync("deck"));

        Assert.Equal(("up", "raid"), (shield.GetProperty("state").GetString(), shield.GetProperty("cause").GetString()));
        Assert.Equal(
            (at, at + TimeSpan.FromMinutes(5), at + TimeSpan.FromHours(1)),
            (shield.GetProperty("since").GetDateTimeOffset(), shield.GetProperty("until").GetDateTimeOffset(), shield.GetProperty("latest").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Post_UpAndDown_IsInForceAndRecordedUnderTheKey()
    {
        var secret = await api.KeyAsync("deck");

        var up = await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"up","minutes":10}""");
        Assert.Equal(("up", "moderator", TimeSpan.FromMinutes(10)), (up.GetProperty("state").GetString(), up.GetProperty("cause").GetString(), up.GetProperty("until").GetDateTimeOffset() - up.GetProperty("since").GetDateTimeOffset()));
        Assert.Equal((true, "api:deck"), (Shields.Of(Some.Broadcaster).IsUp, Shields.Of(Some.Broadcaster).By.Login));

        // Up again, for as long as it may be: the time counts anew, and it stayed up all the while.
        var longer = await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"up"}""");
        Assert.Equal(up.GetProperty("since").ToString(), longer.GetProperty("since").ToString());
        Assert.True(longer.GetProperty("until").GetDateTimeOffset() - longer.GetProperty("since").GetDateTimeOffset() >= TimeSpan.FromHours(1));

        var down = await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"down"}""");
        Assert.Equal(("down", JsonValueKind.Null, JsonValueKind.String), (down.GetProperty("state").GetString(), down.GetProperty("until").ValueKind, down.GetProperty("rests_until").ValueKind));
        await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"down"}""");
        Assert.False(Shields.Of(Some.Broadcaster).IsUp);

        var changes = (await api.ReadAsync(HttpMethod.Get, $"{Channel}/settings/changes", secret)).GetProperty("changes").EnumerateArray().Select(change => (
            change.GetProperty("setting").GetString(), change.GetProperty("by").GetProperty("login").GetString(), change.GetProperty("surface").GetString(), change.GetProperty("after").GetString()));
        Assert.Equal([("Shield", "api:deck", "api", "down: a moderator wants it"), ("Shield", "api:deck", "api", "up: a moderator wants it"), ("Shield", "api:deck", "api", "up: a moderator wants it")], changes);
    }

    [Fact]
    public async Task Post_KeyForTheShieldAlone_LearnsNothingOfTheQueue()
    {
        await api.HoldAsync();

        var up = await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", await api.KeyAsync("button", scopes: [ApiScope.ActOnShield]), """{"state":"up"}""");

        Assert.Equal(("up", JsonValueKind.Null), (up.GetProperty("state").GetString(), up.GetProperty("waiting").ValueKind));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"state":"UP"}""")]
    [InlineData("""{"state":"on"}""")]
    [InlineData("""{"state":"up","minutes":0}""")]
    [InlineData("""{"state":"up","minutes":-5}""")]
    [InlineData("""{"state":"up","minutes":61}""")]
    [InlineData("""{"state":"up","minutes":1.5}""")]
    [InlineData("""{"state":"down","minutes":10}""")]
    [InlineData("""{"state":"up","hours":1}""")]
    public async Task Post_WrongRequest_ChangesNothing(string body)
    {
        await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", await api.KeyAsync("deck"), body, HttpStatusCode.BadRequest);

        Assert.False(Shields.Of(Some.Broadcaster).IsUp);
    }

    [Fact]
    public async Task Post_RoleThatMayNot_ChangesNothing()
    {
        await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", await api.KeyAsync("deck", "trial"), """{"state":"up"}""", HttpStatusCode.Forbidden);

        Assert.False(Shields.Of(Some.Broadcaster).IsUp);
    }

    [Fact]
    public async Task Shield_SwitchedOffInAConfigFile_DoesNotComeUp()
    {
        var secret = await api.KeyAsync("deck");
        api.Configure("channels/pixelharbor.json", """{ "Shield": { "Enabled": false } }""");

        Assert.False((await api.ReadAsync(HttpMethod.Get, $"{Channel}/shield", secret)).GetProperty("is_enabled").GetBoolean());
        Assert.Equal("urn:modbot:problem:refused", (await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"up"}""", HttpStatusCode.Conflict)).GetProperty("type").GetString());
        Assert.False(Shields.Of(Some.Broadcaster).IsUp);
    }

    [Fact]
    public async Task Shield_LongestInAConfigFile_BoundsTheMinutes()
    {
        var secret = await api.KeyAsync("deck");
        api.Configure("channels/pixelharbor.json", """{ "Shield": { "Longest": "02:00:00" } }""");

        var refused = await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"up","minutes":121}""", HttpStatusCode.BadRequest);

        Assert.Contains("1 to 120", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await api.ReadAsync(HttpMethod.Post, $"{Channel}/shield", secret, """{"state":"up","minutes":120}""");
    }
}

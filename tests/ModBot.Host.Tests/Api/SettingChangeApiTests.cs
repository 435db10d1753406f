using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>The last changes of the settings, and undoing them. Each test has a host of its own.</summary>
public sealed class SettingChangeApiTests : IAsyncLifetime
{
    private static readonly string Settings = $"/v1/channels/{Some.Broadcaster}/settings";

    private readonly ApiFixture api = new();

    private ChannelPolicy Policy => api.App.Services.GetRequiredService<PolicyBook>().Current.For(Some.Broadcaster);

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Changes_OfAllSurfaces_AreToldLatestFirst()
    {
        var secret = await api.KeyAsync("panel", "lead");
        await RecordAsync(null, SettingSurface.CommandLine, "Level", "1", "2");
        await RecordAsync(Some.Broadcaster, SettingSurface.File, "Rules.Caps.Verdict", null, "Hold");
        await api.ChangeRaidsAsync();
        await api.ReadAsync(HttpMethod.Patch, Settings, secret, """{"terms":{"blocked":{"add":["zzrude","[zzbad]"]}}}""");

        var changes = await ChangesAsync(secret);

        Assert.Equal(["Rules.Terms.Blocked", "Raids.Enabled", "Rules.Caps.Verdict", "Level"], changes.Select(change => change.GetProperty("setting").GetString()));
        Assert.Equal(["api", "web", "file", "command_line"], changes.Select(change => change.GetProperty("surface").GetString()));
        Assert.Equal(["api:panel", "tealcomet", "modbot", "somebody"], changes.Select(change => change.GetProperty("by").GetProperty("login").GetString()!.ToLowerInvariant()));
        Assert.Equal([true, true, false, false], changes.Select(change => change.GetProperty("may_undo").GetBoolean()));
        Assert.Equal([false, false, false, true], changes.Select(change => change.GetProperty("is_for_all_channels").GetBoolean()));
        Assert.Equal(("on", "off"), (changes[1].GetProperty("before").GetString(), changes[1].GetProperty("after").GetString()));
        Assert.Equal(["zzrude", "[zzbad]"], changes[0].GetProperty("added").EnumerateArray().Select(term => term.GetString()));
        Assert.Equal((0, JsonValueKind.Null), (changes[0].GetProperty("removed").GetArrayLength(), changes[0].GetProperty("after").ValueKind));
        Assert.Equal(JsonValueKind.Null, changes[1].GetProperty("added").ValueKind);
        Assert.Equal(changes[0].ToString(), Assert.Single(await ChangesAsync(secret, "?limit=1")).ToString());
        Assert.All(await ChangesAsync(await api.KeyAsync("watcher", "moderator")), change => Assert.False(change.GetProperty("may_undo").GetBoolean()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("many")]
    public async Task Changes_WrongLimit_AreRefused(string limit) =>
        await api.ReadAsync(HttpMethod.Get, $"{Settings}/changes?limit={limit}", await api.KeyAsync("panel"), expected: HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("""{"values":{"Ladder.Enabled":"on"}}""", "Ladder.Enabled")]
    [InlineData("""{"mode":"hold"}""", "Mode")]
    [InlineData("""{"levels":{"bullying":4}}""", "Levels.bullying")]
    [InlineData("""{"members":{"42":"trial"}}""", "Members.42")]
    [InlineData("""{"terms":{"permitted":{"add":["zzfine","zzgood"]}}}""", "Rules.Terms.Permitted")]
    public async Task Undo_OfAChange_PutsBackWhatWas(string body, string setting)
    {
        var secret = await api.KeyAsync("panel", "lead");
        var before = Without(await api.ReadAsync(HttpMethod.Get, Settings, secret));
        Assert.NotEqual(before, Without(await api.ReadAsync(HttpMethod.Patch, Settings, secret, body)));

        var undone = await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, UndoOf(Assert.Single(await ChangesAsync(secret))));

        Assert.Equal(before, Without(undone));
        Assert.Equal([setting, setting], (await ChangesAsync(secret)).Select(change => change.GetProperty("setting").GetString()));
        Assert.Equal("urn:modbot:problem:stale", (await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, UndoOf((await ChangesAsync(secret))[1]), HttpStatusCode.Conflict)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Undo_ChangedAgainSince_ChangesNothing()
    {
        var secret = await api.KeyAsync("panel", "lead");
        foreach (var level in new[] { 1, 3 }) await api.ReadAsync(HttpMethod.Patch, Settings, secret, $$"""{"levels":{"bullying":{{level}}} }""");
        var first = (await ChangesAsync(secret))[1];

        var refused = await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, UndoOf(first), HttpStatusCode.Conflict);

        Assert.Equal("urn:modbot:problem:stale", refused.GetProperty("type").GetString());
        Assert.Equal((3, 2), (Policy.LevelOf(Classification.Category.Bullying), (await ChangesAsync(secret)).Length));
    }

    [Fact]
    public async Task Undo_WhatCannotBe_IsAProblem()
    {
        var secret = await api.KeyAsync("panel", "lead");
        await RecordAsync(Some.Broadcaster, SettingSurface.File, "Level", "1", "2");
        var ofFile = Assert.Single(await ChangesAsync(secret));

        await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, UndoOf(ofFile), HttpStatusCode.NotFound);
        await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, """{"setting":"Level","at":"2026-01-01T00:00:00Z"}""", HttpStatusCode.NotFound);
        foreach (var body in new[] { "null", "{}", """{"setting":"Level"}""", """{"at":"2026-01-01T00:00:00Z"}""", """{"setting":"Level","at":"yesterday"}""", """{"setting":"Level","at":"2026-01-01T00:00:00Z","sure":true}""" })
        {
            await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, body, HttpStatusCode.BadRequest);
        }
        Assert.Single(await ChangesAsync(secret));
    }

    [Fact]
    public async Task Undo_RoleThatMayNot_ChangesNothing()
    {
        var at = await api.ChangeRaidsAsync();

        await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", await api.KeyAsync("panel"), JsonSerializer.Serialize(new { setting = "Raids.Enabled", at }), HttpStatusCode.Forbidden);

        Assert.False(Policy.Config.Raids.Enabled);
    }

    [Fact]
    public async Task Undo_ConfigFileOutOfOrder_ChangesNothing()
    {
        var secret = await api.KeyAsync("panel", "lead");
        var at = await api.ChangeRaidsAsync();
        api.Configure("channels/pixelharbor.json", """{ "Level": 9 }""");

        var refused = await api.ReadAsync(HttpMethod.Post, $"{Settings}/undo", secret, JsonSerializer.Serialize(new { setting = "Raids.Enabled", at }), HttpStatusCode.Conflict);

        Assert.Equal("urn:modbot:problem:config", refused.GetProperty("type").GetString());
        Assert.Single(await ChangesAsync(secret));
    }

    private Task RecordAsync(BroadcasterId? channel, SettingSurface surface, string setting, string? before, string? after) => api.App.Services.GetRequiredService<ISettingLog>().AppendAsync(
        new SettingChange(channel, DateTimeOffset.UtcNow, surface == SettingSurface.File ? Actor.ModBot : new Actor(new ChatterId("command-line"), "somebody"), surface, setting, before, after), default);

    private async Task<JsonElement[]> ChangesAsync(string secret, string query = "") => [.. (await api.ReadAsync(HttpMethod.Get, $"{Settings}/changes{query}", secret)).GetProperty("changes").EnumerateArray()];

    private static string UndoOf(JsonElement change) => JsonSerializer.Serialize(new { setting = change.GetProperty("setting").GetString(), at = change.GetProperty("at").GetString() });

    /// <summary>What the settings are, whoever says so: what was undone to what the files say anyhow is left to them.</summary>
    private static string Without(JsonElement settings) => string.Join('\n', settings.EnumerateObject().Where(field => field.Name != "version"));
}

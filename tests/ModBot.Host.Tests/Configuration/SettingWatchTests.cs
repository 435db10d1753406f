using Microsoft.Extensions.Options;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Configuration;

/// <summary>What admins edit in files is recorded, whenever they do it.</summary>
public sealed class SettingWatchTests : IDisposable
{
    private readonly TestFolder folder = new("""{ "Moderation": { "Level": 1, "Rules": { "Links": { "Allow": ["twitch.tv"] } } } }""");
    private readonly InMemorySettingLog log = new();
    private readonly ManualTimeProvider time = new(Some.Instant);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RecordAsync_FirstTimeAndNothingNew_RecordsNothing()
    {
        await Open().RecordAsync(default);
        await Open().RecordAsync(default);

        Assert.Empty(await log.ListAsync(null));
    }

    [Fact]
    public async Task RecordAsync_EditsAcrossARestart_AreRecordedWithBeforeAndAfter()
    {
        await Open().RecordAsync(default);
        folder.Write("modbot.json", """{ "Moderation": { "level": 2, "Rules": { "Links": { "Allow": ["twitch.tv", "example.org"] } } } }""");
        folder.Write("channels/PixelHarbor.json", """{ "$schema": "x", "Mode": "Hold" }""");

        await Open().RecordAsync(default);

        Assert.Equal(
            [Change(null, "Level", "1", "2"), Change(null, "Rules.Links.Allow", """["twitch.tv"]""", """["twitch.tv","example.org"]""")],
            await log.ListAsync(null));
        Assert.Equal([Change(Some.Broadcaster, "Mode", null, "Hold")], await log.ListAsync(Some.Broadcaster));
    }

    [Fact]
    public async Task RecordAsync_StoreAway_IsRecordedAtTheNextLook()
    {
        var watch = Open();
        await watch.RecordAsync(default);
        folder.Write("modbot.json", """{ "Moderation": { "Level": 3 } }""");
        log.IsDown = true;

        await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => watch.RecordAsync(default));
        log.IsDown = false;
        await watch.RecordAsync(default);
        await watch.RecordAsync(default);

        Assert.Equal([Change(null, "Level", "1", "3"), Change(null, "Rules.Links.Allow", """["twitch.tv"]""", null)], await log.ListAsync(null));
    }

    private SettingWatch Open()
    {
        var channels = new ChannelDirectory();
        channels.Add("pixelharbor", Some.Broadcaster);
        return new SettingWatch(new ConfigFolder(folder.Path), channels, log, Options.Create(new ModBotOptions { Data = Path.Combine(folder.Path, "data") }), time);
    }

    private static SettingChange Change(BroadcasterId? broadcaster, string setting, string? before, string? after) =>
        new(broadcaster, Some.Instant, Actor.ModBot, SettingSurface.File, setting, before, after);
}

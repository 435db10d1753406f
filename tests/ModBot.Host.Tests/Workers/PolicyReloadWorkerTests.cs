using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Workers;

public sealed class PolicyReloadWorkerTests : IDisposable
{
    private static readonly SettingSource Source = new(Some.Moderator, SettingSurface.Chat);

    private readonly TestFolder folder = new("""{ "Moderation": { "Level": 1 } }""");
    private readonly ChannelDirectory channels = new();
    private readonly ChannelSettings settings;
    private readonly RecordingLogger logger = new();
    private readonly PolicyBook policies;
    private readonly PolicyReloadWorker worker;

    public PolicyReloadWorkerTests()
    {
        settings = new ChannelSettings(Options.Create(new ModBotOptions { Data = Path.Combine(folder.Path, "data") }), new InMemorySettingLog(), new ManualTimeProvider());
        channels.Add("PixelHarbor", Some.Broadcaster);
        var loader = new PolicyLoader(new ConfigFolder(folder.Path), settings, channels, SomePolicy.Thresholds);
        policies = new PolicyBook(loader.Load());
        worker = new PolicyReloadWorker(loader, policies, new ManualTimeProvider(), logger.For<PolicyReloadWorker>());
    }

    public void Dispose()
    {
        worker.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void ReloadNow_ChangedFile_IsInForce()
    {
        var before = policies.Current.Default.Version;
        folder.Write("modbot.json", """{ "Moderation": { "Level": 4 } }""");

        worker.ReloadNow();

        Assert.Equal(4, policies.Current.Default.Config.Level);
        Assert.NotEqual(before, policies.Current.Default.Version);
    }

    [Theory]
    [InlineData("{ \"Moderation\": { \"Level\": 4 }")]
    [InlineData("{ \"Moderation\": { \"Level\": 9 } }")]
    [InlineData("{ \"Moderation\": { \"Levels\": { \"hate\": 1 } } }")]
    public void ReloadNow_WrongFile_KeepsTheLastGoodAndSaysWhy(string text)
    {
        folder.Write("modbot.json", text);

        worker.ReloadNow();

        Assert.Equal(1, policies.Current.Default.Config.Level);
        Assert.Contains("modbot.json", worker.Rejected, StringComparison.Ordinal);
        Assert.Contains(logger.Entries, entry => entry.Message.Contains("the last good one stays in force", StringComparison.Ordinal));

        folder.Write("modbot.json", """{ "Moderation": { "Level": 2 } }""");
        worker.ReloadNow();
        Assert.Null(worker.Rejected);
        Assert.Equal(2, policies.Current.Default.Config.Level);
    }

    [Theory]
    [InlineData("{ \"Moderation\": { \"Holds\": null } }")]
    [InlineData("{ \"Moderation\": { \"Level\": 1, \"Level\": 2 } }")]
    [InlineData("{ \"Moderation\": [1] }")]
    [InlineData("{ \"Moderation\": { \"Roles\": { \"x\": null } } }")]
    public void ReloadNow_OddButWellFormedFile_KeepsTheLastGood(string text)
    {
        folder.Write("modbot.json", text);

        worker.ReloadNow();

        Assert.Equal(1, policies.Current.Default.Config.Level);
        Assert.NotNull(worker.Rejected);
    }

    [Fact]
    public async Task ReloadNow_RoleDefinedBelow_CanBeGivenAbove()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Roles": { "night": { "Permissions": ["View"] } } } }""");
        folder.Write("channels/PixelHarbor.json", """{ "Members": { "7": "night" } }""");
        await settings.SetRoleAsync(Some.Broadcaster, new ChatterId("8"), "night", null, Source, default);

        worker.ReloadNow();

        Assert.Null(worker.Rejected);
        Assert.Equal("night", policies.For(Some.Broadcaster).Roles.Of(Some.Chatter(id: "8"))!.Name);
        Assert.Equal("night", policies.For(Some.Broadcaster).Roles.Of(Some.Chatter(id: "7"))!.Name);
    }

    [Fact]
    public void ReloadNow_OneChannelsFileIsWrong_ChangesNoChannel()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Level": 4 } }""");
        folder.Write("channels/other.json", "{ \"Level\": }");

        worker.ReloadNow();

        Assert.Equal(1, policies.Current.Default.Config.Level);
        Assert.Contains("other.json, line 1, column 12", worker.Rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReloadNow_ThreeLayers_AreLaidOverEachOther()
    {
        folder.Write("channels/pixelharbor.json", """{ "Mode": "Hold", "Levels": { "bullying": 3, "spam": 3 } }""");
        await settings.SetLevelAsync(Some.Broadcaster, Category.Bullying, 4, 3, Source, default);

        worker.ReloadNow();

        var policy = policies.For(Some.Broadcaster);
        Assert.Equal(ChannelMode.Hold, policy.Config.Mode);
        Assert.Equal((4, 3, 1), (policy.LevelOf(Category.Bullying), policy.LevelOf(Category.Spam), policy.LevelOf(Category.Aggression)));
        Assert.Equal(ChannelMode.Observe, policies.For(new BroadcasterId("other")).Config.Mode);
    }
}

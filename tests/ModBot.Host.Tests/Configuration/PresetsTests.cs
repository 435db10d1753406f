using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Host.Configuration;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Configuration;

public sealed class PresetsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_ChannelsPreset_GoesBeforeWhatAllShareAndAfterItsOwnFile()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Level": 1, "Levels": { "spam": 2 }, "Rules": { "Repetition": { "Limit": 20 } } } }""");
        folder.Write("channels/pixelharbor.json", """{ "preset": "family", "levels": { "swearing": 1 } }""");

        var policy = Load();

        Assert.Equal((4, 1, 3, 2), (policy.LevelOf(Category.Bullying), policy.LevelOf(Category.Swearing), policy.LevelOf(Category.SexBasedTerms), policy.LevelOf(Category.Spam)));
        Assert.Equal((4, UnscoredAction.Hold), (policy.Config.Rules.Repetition.Limit, policy.Config.Unscored));
    }

    [Fact]
    public void Load_PresetOfAllChannels_GoesUnderTheSameSection()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Preset": "Relaxed", "Rules": { "Repetition": { "Limit": 3 } } } }""");

        Assert.Equal((2, 3), (Load().Config.Level, Load().Config.Rules.Repetition.Limit));
    }

    [Theory]
    [InlineData("\"strict\"")]
    [InlineData("7")]
    public void Load_UnknownPreset_SaysWhere(string preset)
    {
        folder.Write("channels/pixelharbor.json", $"{{ \"Preset\": {preset} }}");

        Assert.Contains("pixelharbor.json", Assert.Throws<ConfigException>(Load).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModerationPreset.Relaxed)]
    [InlineData(ModerationPreset.Standard)]
    [InlineData(ModerationPreset.Family)]
    public void Of_EveryPreset_IsValidAndDiffersInNothingFromItself(ModerationPreset preset)
    {
        var config = ConfigJson.ToConfig(Presets.Of(preset), "preset") with { Preset = preset };

        Assert.Empty(ConfigDiff.Of(config));
        Assert.Equal(preset == ModerationPreset.Standard, !ConfigDiff.Of(config with { Preset = null }).Any());
    }

    [Fact]
    public void Diff_OwnSettings_AreToldAgainstThePresetOrTheDefaults()
    {
        folder.Write("channels/pixelharbor.json", """{ "Preset": "Family", "Level": 3, "Rules": { "Links": { "Allow": [] } } }""");

        Assert.Equal(
            [("Level", "4", "3"), ("Rules.Links.Allow", """["twitch.tv","youtube.com","youtu.be"]""", "[]")],
            ConfigDiff.Of(Load().Config));
        Assert.Equal([("Levels.bullying", null, "4")], ConfigDiff.Of(new ModerationConfig { Levels = new Dictionary<string, int> { ["bullying"] = 4 } }));
    }

    private ChannelPolicy Load()
    {
        var channels = new ChannelDirectory();
        channels.Add("pixelharbor", Some.Broadcaster);
        var settings = new ChannelSettings(Options.Create(new ModBotOptions { Data = Path.Combine(folder.Path, "data") }), new InMemorySettingLog(), new ManualTimeProvider());
        return new PolicyLoader(new ConfigFolder(folder.Path), settings, channels, SomePolicy.Thresholds).Load().For(Some.Broadcaster);
    }
}

using ModBot.Classification;
using ModBot.Host.Configuration;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Configuration;

/// <summary>What is read of a setting can be written again: undo depends on it.</summary>
public sealed class KnownSettingsTests
{
    public static TheoryData<string> Paths =>
    [
        KnownSettings.Mode, KnownSettings.Level, KnownSettings.Ladder, KnownSettings.LadderSteps, KnownSettings.LadderBans, KnownSettings.Raids, KnownSettings.Shield, KnownSettings.Notice, KnownSettings.NoticeHeld,
        KnownSettings.NoticeApproved, KnownSettings.Trust, KnownSettings.TrustContact, .. Categories.All.Select(KnownSettings.PathOf),
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Setting_Default_ReadsAsItIsWritten(string path)
    {
        var setting = KnownSettings.Find(path)!;
        var text = setting.Read(SomePolicy.Of(new ModerationConfig()));
        var (value, problem) = setting.Write(text);
        Assert.Null(problem);
        var tree = ConfigJson.Parse("test", "{}");
        SettingTree.Set(tree, path, value);
        Assert.Equal(text, setting.Read(SomePolicy.Of(ConfigJson.ToConfig(tree, "test"))));
    }

    [Theory]
    [InlineData(KnownSettings.Level, "5")]
    [InlineData(KnownSettings.Level, "-1")]
    [InlineData(KnownSettings.Level, "")]
    [InlineData("Levels.bullying", "٣")]
    [InlineData(KnownSettings.Mode, "hold")]
    [InlineData(KnownSettings.Preset, "")]
    [InlineData(KnownSettings.Raids, "true")]
    [InlineData(KnownSettings.LadderSteps, "warn, forever")]
    [InlineData(KnownSettings.LadderSteps, "15d")]
    public void Setting_Impossible_IsRefused(string path, string text) => Assert.NotNull(KnownSettings.Find(path)!.Write(text).Problem);

    [Fact]
    public void Tree_SetAndRemoved_IsAsBefore()
    {
        var tree = ConfigJson.Parse("test", """{ "rules": { "Terms": { "Blocked": ["a"] } } }""");
        var before = tree.ToJsonString();
        SettingTree.Set(tree, "Ladder.Enabled", true);
        SettingTree.Set(tree, "Rules.Links.Enabled", false);
        Assert.True(SettingTree.Has(tree, "Ladder.Enabled") && SettingTree.Has(tree, "Rules.Links.Enabled"));
        SettingTree.Remove(tree, "Ladder.Enabled");
        SettingTree.Remove(tree, "Rules.Links.Enabled");
        SettingTree.Remove(tree, "Nothing.Of.It");
        Assert.Equal(before, tree.ToJsonString());
        Assert.False(SettingTree.Has(tree, "Rules.Terms.Blocked.More"));
    }
}

using ModBot.Host.Configuration;
using ModBot.Policy;

namespace ModBot.Host.Tests.Configuration;

public sealed class ConfigJsonTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{\n  \"Level\": 3,\n  \"Mode\" \"Hold\"\n}", "line 3, column 10")]
    [InlineData("{\n  \"Level\": 3", "line 2, column 13")]
    [InlineData("{\n  \"Level\": \"three\"\n}", "line 2, column 19")]
    [InlineData("{\n  \"Lvel\": 3\n}", "there is no setting 'Lvel'")]
    [InlineData("{\n  \"Mode\": \"Delete\"\n}", "line 2")]
    [InlineData("{ \"Holds\": null }", "Holds")]
    [InlineData("{ \"Rules\": { \"Terms\": null } }", "Terms")]
    [InlineData("{ \"Level\": 1, \"Level\": 2 }", "Level")]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("", "line 1, column 1")]
    [InlineData("null", "must hold one JSON object")]
    public void ReadChannel_WrongFile_SaysFileAndPlaceAndWhat(string text, string expected)
    {
        var file = folder.Write("x.json", text);

        var failure = Assert.Throws<ConfigException>(() => ConfigJson.ReadChannel(file));

        Assert.StartsWith(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadChannel_CommentsTrailingCommasAndAnyCase_AreFine()
    {
        var file = folder.Write("x.json", "{ // why\n  \"level\": 2,\n  \"mode\": \"hold\",\n}");

        var config = ConfigJson.ToConfig(ConfigJson.ReadChannel(file), file);

        Assert.Equal((2, ChannelMode.Hold), (config.Level, config.Mode));
    }

    [Fact]
    public void Merge_Objects_AreMergedAndTheRestReplaced()
    {
        var under = ConfigJson.ReadObject(folder.Write("a.json", """{ "Level": 1, "Levels": { "bullying": 1, "swearing": 2 }, "Exempt": ["Vip"] }"""));
        var over = ConfigJson.ReadObject(folder.Write("b.json", """{ "levels": { "bullying": 4 }, "Exempt": [] }"""));

        var config = ConfigJson.ToConfig(ConfigJson.Merge(under, over), "x");

        Assert.Equal((1, 4, 2), (config.Level, config.Levels["bullying"], config.Levels["swearing"]));
        Assert.Empty(config.Exempt);
    }

    [Theory]
    [InlineData("{ \"Levels\": { \"hate\": 3 } }", "unknown category 'hate'")]
    [InlineData("{ \"Level\": 7 }", "Level is 7; it must be 0 to 4")]
    [InlineData("{ \"Rules\": { \"Terms\": { \"Blocked\": [null] } } }", "null among its terms")]
    [InlineData("{ \"Roles\": { \"night\": null } }", "Roles.night is null")]
    public void ToConfig_ImpossibleValue_SaysFileAndWhat(string text, string expected)
    {
        var file = folder.Write("x.json", text);

        var failure = Assert.Throws<ConfigException>(() => ConfigJson.ToConfig(ConfigJson.ReadChannel(file), file));

        Assert.StartsWith(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Twitch": { "Chanels": ["x"] } }""", "there is no setting 'Chanels'")]
    [InlineData("""{ "Redis": 1 }""", "Redis must be an object")]
    public void MainFileCheck_WrongSection_IsNamed(string text, string expected)
    {
        var file = folder.Write("modbot.json", text);

        Assert.Contains(expected, Assert.Throws<ConfigException>(() => MainFile.Check(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MainFileCheck_UnknownSection_IsNamed()
    {
        var file = folder.Write("modbot.json", """{ "Stroe": "Redis" }""");

        Assert.Contains("there is no setting 'Stroe'", Assert.Throws<ConfigException>(() => MainFile.Check(file)).Message, StringComparison.Ordinal);
    }
}

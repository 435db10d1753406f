namespace ModBot.ModelKit.Tests;

public sealed class FunctionalSuiteTests
{
    [Theory]
    [InlineData(Half.Train)]
    [InlineData(Half.Test)]
    internal void Cases_SameFolderTwice_GivesTheSameSentences(Half half)
    {
        using var folder = new SuiteFolder();

        var first = folder.Load().Cases(half).Select(item => item.Text).ToList();

        Assert.Equal(first, folder.Load().Cases(half).Select(item => item.Text));
        Assert.Equal(first, first.Distinct());
    }

    [Fact]
    public void Cases_Halves_ShareNoTemplateAndNoListWord()
    {
        using var folder = new SuiteFolder();
        var train = folder.Load().Cases(Half.Train).ToList();
        var test = folder.Load().Cases(Half.Test).ToList();

        Assert.Empty(train.Select(item => item.Template).Intersect(test.Select(item => item.Template)));
        Assert.DoesNotContain(test, item => new[] { "muslims", "jews", "women", "disgusting", "awful", "slur-a" }.Any(word => item.Text.Contains(word, StringComparison.Ordinal)));
        Assert.DoesNotContain(train, item => new[] { "sikhs", "jains", "revolting", "horrid", "slur-b" }.Any(word => item.Text.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Cases_HarmfulTemplate_MarksTheFilledWordsThatCarryTheMeaning()
    {
        using var folder = new SuiteFolder();

        foreach (var item in folder.Load().Cases(Half.Test).Where(item => item.Template.StartsWith("so [", StringComparison.Ordinal)))
        {
            var span = Assert.Single(item.Meaning);
            Assert.Matches("^(sikhs|jains|men) are so (revolting|horrid)$", item.Text.Substring(span.Start, span.Length));
            Assert.DoesNotContain('[', item.Text);
        }
    }

    [Fact]
    public void Cases_GroupDrawn_LabelsItsTargetAndNoOther()
    {
        using var folder = new SuiteFolder();

        foreach (var item in folder.Load().Cases(Half.Train).Where(item => item.Class == "derogation"))
        {
            var isAboutGender = item.Group == "women";
            Assert.Equal(1f, item.Labels["identity_hate"]);
            Assert.Equal([isAboutGender ? "gender" : "religion"], item.Targets);
            Assert.Equal(isAboutGender, item.Labels["target_gender"] == 1);
            Assert.Equal(!isAboutGender, item.Labels["target_religion"] == 1);
            Assert.True(item.Labels["target_race"] < 0.1f);
        }
    }

    [Fact]
    public void Cases_LabelIsNull_IsUnknown()
    {
        using var folder = new SuiteFolder();

        Assert.All(folder.Load().Cases(Half.Test).Where(item => item.Class == "derogation"), item => Assert.DoesNotContain("insult", item.Labels.Keys));
    }

    [Fact]
    public void Cases_HarmlessClass_HasItsOwnLabelAndLowOnesElse()
    {
        using var folder = new SuiteFolder();

        Assert.All(folder.Load().Cases(Half.Test).Where(item => item.Class == "negated_hate"), item =>
        {
            Assert.Equal(0.05f, item.Labels["toxic"]);
            Assert.InRange(item.Labels["identity_hate"], 0, 0.1f);
            Assert.Equal(ModelLabels.All.Length, item.Labels.Count);
        });
    }

    [Theory]
    [InlineData("{ \"language\": \"en\" ", "en-all.json")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogatoin": { "train": ["a"], "test": ["b"] } } }""", "derogatoin")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": { "train": ["same"], "test": ["same"] } } }""", "both halves")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": ["a"] } }""", null)]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": "a" } }""", "train and test")]
    [InlineData("""{ "language": "en", "lists": { "groups:martians": ["a"] }, "classes": {} }""", "unknown target")]
    [InlineData("""{ "language": "en", "lists": { "vile": { "train": [], "test": ["b"] } }, "classes": {} }""", "vile")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": { "train": ["{groups} x"], "test": ["y"] } } }""", "no list 'groups'")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": { "train": ["{groups"], "test": ["y"] } } }""", "brace")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": { "train": ["[x"], "test": ["y"] } } }""", "bracket")]
    [InlineData("""{ "language": "en", "lists": {}, "classes": { "derogation": { "train": ["x]"], "test": ["y"] } } }""", "brackets")]
    public void Load_FaultyFile_SaysWhatIsWrong(string english, string? said)
    {
        using var folder = new SuiteFolder(english);

        var fault = Record.Exception(() => folder.Load().Cases(Half.Train).ToList());

        if (said is null)
        {
            Assert.Null(fault);
            return;
        }
        Assert.Contains(said, Assert.IsType<InvalidDataException>(fault).Message, StringComparison.Ordinal);
        Assert.Contains("en-all", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FaultyClasses_SaysWhichFile()
    {
        using var folder = new SuiteFolder(classes: "{ nonsense");

        Assert.Contains("classes.json", Assert.Throws<InvalidDataException>(folder.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoClasses_SaysThatItIsNoSuite() =>
        Assert.Contains("no functional suite", Assert.Throws<InvalidDataException>(() => FunctionalSuite.Load(new DirectoryInfo(Path.GetTempPath()))).Message, StringComparison.Ordinal);
}

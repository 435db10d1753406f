namespace ModBot.ModelKit.Tests;

public sealed class TrainingSetTests
{
    [Fact]
    public void In_FunctionalSuite_GivesItsTrainHalfOnly()
    {
        using var folder = new SuiteFolder();

        var set = Assert.Single(TrainingSet.In(folder.Folder));

        Assert.Equal("functional_en", set.Name);
        Assert.Equal(folder.Load().Cases(Half.Train).Select(item => item.Text), set.Texts.Select(text => text.Text));
        Assert.All(set.Texts, text => Assert.Equal("en", text.Lang));
    }

    [Fact]
    public void In_Prose_IsASetOfItsOwn()
    {
        using var folder = new SuiteFolder();
        folder.Write("prose/en-some.txt", "[negated_hate]\nthe baker is no blight");

        var prose = Assert.Single(TrainingSet.In(folder.Folder), set => set.Name == "prose_en");

        Assert.Equal("the baker is no blight", Assert.Single(prose.Texts).Text);
    }

    [Fact]
    public void In_FunctionalSuite_PutsATemplateIntoOneSplit()
    {
        var templates = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"\"[{{groups}} are {{vile}}, {i}]\""));
        using var folder = new SuiteFolder(SuiteFolder.English.Replace("\"[{groups} are {vile}]\"", templates, StringComparison.Ordinal));

        var texts = Assert.Single(TrainingSet.In(folder.Folder)).Texts.ToList();

        Assert.Equal(["dev", "train"], texts.Select(text => text.Split!).Distinct().Order());
        foreach (var template in texts.Where(text => text.Text.Contains(',', StringComparison.Ordinal)).GroupBy(text => text.Text.Split(',')[1])) Assert.Single(template.Select(text => text.Split).Distinct());
    }

    [Fact]
    public void In_DataFolder_GivesASetAFile()
    {
        var folder = Directory.CreateTempSubdirectory("modbot-sets");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a_set.jsonl"), """{"text": "hi", "lang": "en", "split": "test", "labels": {"toxic": 0}, "mentions": ["race"]}""");

            var set = Assert.Single(TrainingSet.In(folder));

            Assert.Equal("a_set", set.Name);
            Assert.True(Assert.Single(set.Texts).Concerns("race"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

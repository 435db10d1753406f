namespace ModBot.ModelKit.Tests;

public sealed class GroupSwapTests
{
    [Fact]
    public void Texts_TemplateWithOneGroup_IsFilledWithEachGroupAndNothingElseChanges()
    {
        using var folder = new SuiteFolder();

        var hate = GroupSwap.Texts(folder.Load()).Where(text => text.Class == "derogation").ToList();

        Assert.Equal(["sikhs", "jains", "men"], hate.Select(text => text.Group));
        Assert.Equal(["religion", "religion", "gender"], hate.Select(text => text.Target));
        Assert.Single(hate.Select(text => text.Text.Replace(text.Group, "", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void Texts_SlurOrNoGroup_IsLeftOut()
    {
        using var folder = new SuiteFolder();

        Assert.DoesNotContain(GroupSwap.Texts(folder.Load()), text => text.Text.Contains("slur", StringComparison.Ordinal) || text.Text == "it is fine");
    }

    [Fact]
    public void Measure_OneGroupScoresHigher_ShowsInSpreadAndShift()
    {
        using var folder = new SuiteFolder();
        var suite = folder.Load();
        var texts = GroupSwap.Texts(suite).ToList();
        // Hate 0.8 and denial 0.2, and 0.3 on top where it is about men.
        var swaps = new SwapMeasure(suite, texts, [.. texts.Select(text => (text.Class == "derogation" ? 0.6f : 0.2f) + (text.Group == "men" ? 0.3f : 0f))]);

        var spread = swaps.Spreads().Single(row => row is { Scope: FairnessResult.AllLanguages, Harmful: true });
        Assert.Equal((1, 0.3, 0.3), (spread.Templates, spread.MeanSpread, spread.MaxSpread));
        Assert.Equal(0.1333, spread.MeanDeviation, 3);
        var men = swaps.Groups().Single(group => group.Group == "men");
        Assert.Equal((0.2, 0.2), (men.HarmfulShift!.Value, men.HarmlessShift!.Value));
        Assert.Equal(1, men.Bias.Subgroup);
    }
}

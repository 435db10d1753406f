namespace ModBot.ModelKit.Tests;

public sealed class ProseFileTests
{
    [Fact]
    public void Prose_Sentences_HaveTheirClassesLabelsAndAreNoCases()
    {
        using var folder = new SuiteFolder();
        folder.Write("prose/en-some-1.txt", """
            [derogation religion gender]
            quakers and ladies are a blight

            [negated_hate]
            the baker is no blight
            """);

        var suite = folder.Load();

        var hate = Assert.Single(suite.Prose, item => item.Text == "quakers and ladies are a blight");
        Assert.Equal(["gender", "religion"], hate.Targets.Order());
        Assert.Equal((1f, 1f, 1f), (hate.Labels["identity_hate"], hate.Labels["target_religion"], hate.Labels["target_gender"]));
        Assert.Equal("en", hate.Language);
        var denied = Assert.Single(suite.Prose, item => item.Text == "the baker is no blight");
        Assert.Equal(("negated_hate", 0.05f), (denied.Class, denied.Labels["toxic"]));
        Assert.Empty(denied.Targets);
        Assert.DoesNotContain(suite.Cases(Half.Train).Concat(suite.Cases(Half.Test)), item => item.Text.Contains("blight", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a sentence\n[derogation]", ":1: a sentence before")]
    [InlineData("[derogation]\nfine\n[derogatoin]", ":3: classes.json has no class 'derogatoin'")]
    [InlineData("[derogation martians]", ":1: 'martians' is no target")]
    public void Load_FaultyProse_SaysWhereAndWhat(string prose, string said)
    {
        using var folder = new SuiteFolder();
        folder.Write("prose/en-some-1.txt", prose);

        Assert.Contains("en-some-1.txt" + said, Assert.Throws<InvalidDataException>(folder.Load).Message, StringComparison.Ordinal);
    }
}

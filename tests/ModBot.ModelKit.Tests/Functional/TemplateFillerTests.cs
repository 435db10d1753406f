namespace ModBot.ModelKit.Tests;

public sealed class TemplateFillerTests
{
    [Fact]
    public void Fill_WordsChosen_StandWhereTheTemplateOpens()
    {
        var filled = Filler().Fill("hey [{groups} stink], [really]", _ => new DrawnWord("sikhs", "religion"));

        Assert.Equal("hey sikhs stink, really", filled.Text);
        Assert.Equal(["sikhs stink", "really"], filled.Meaning.Select(span => filled.Text.Substring(span.Start, span.Length)));
        Assert.Equal(["religion"], filled.Targets);
        Assert.Equal("sikhs", filled.Group);
    }

    [Fact]
    public void Fill_TwoGroups_NamesNone()
    {
        var words = new Queue<DrawnWord>([new("sikhs", "religion"), new("men", "gender")]);

        var filled = Filler().Fill("{groups} and {groups}", _ => words.Dequeue());

        Assert.Null(filled.Group);
        Assert.Equal(["religion", "gender"], filled.Targets);
    }

    [Fact]
    public void Draw_ListsOfDifferentLength_ComeEquallyOften()
    {
        using var folder = new SuiteFolder();
        var filler = new TemplateFiller(folder.Load().Files[0], Half.Test);

        var drawn = Enumerable.Range(0, 2000).Select(_ => filler.Draw("groups", "")).ToList();

        Assert.InRange(drawn.Count(word => word.Target == "gender"), 900, 1100);
        Assert.All(drawn, word => Assert.Contains(word.Word, new[] { "sikhs", "jains", "men" }));
    }

    private static TemplateFiller Filler()
    {
        using var folder = new SuiteFolder();
        return new TemplateFiller(folder.Load().Files[0], Half.Test);
    }
}

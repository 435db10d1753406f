using System.Text.Json;
using ModBot.Onnx;

namespace ModBot.ModelKit.Tests;

public sealed class ScoreCommandTests
{
    [Fact]
    public void Score_Texts_WritesALineEachInOrder()
    {
        using var scorer = new LabelScorer(ModelPackage.Load(Path.Combine(AppContext.BaseDirectory, "models", "toxicity")));
        using var writer = new StringWriter();
        string[] texts = ["you are a worthless piece of shit and everyone hates you", "gg", ""];

        var speed = ScoreCommand.Score(scorer, texts, writer);

        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, ScoreJson.Default.ScoredText)!).ToList();
        Assert.Equal(texts.Length, lines.Count);
        Assert.Equal(texts.Length, speed.Lines);
        Assert.True(speed.MessagesPerSecond > 0);
        Assert.True(lines[0].Headline > lines[1].Headline);
        Assert.All(lines, line => Assert.Equal(Math.Max(line.Labels["toxic"], line.Labels["identity_hate"]), line.Headline));
        Assert.All(lines, line => Assert.Equal(scorer.Labels, line.Labels.Count));
    }

    [Fact]
    public void Score_NoTexts_WritesNothing()
    {
        using var scorer = new LabelScorer(ModelPackage.Load(Path.Combine(AppContext.BaseDirectory, "models", "toxicity")));
        using var writer = new StringWriter();

        Assert.Equal(0, ScoreCommand.Score(scorer, [], writer).Lines);
        Assert.Empty(writer.ToString());
    }
}

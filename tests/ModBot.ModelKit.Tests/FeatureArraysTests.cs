using System.Runtime.InteropServices;
using System.Text.Json;
using ModBot.Normalization;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit.Tests;

public sealed class FeatureArraysTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("modbot-features");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Write_SetsAndChat_ReadBackAsTheFeaturiserMadeThem()
    {
        Write("data/set_a.jsonl", """{"text": "hello hello chat", "lang": "en", "split": "test", "labels": {"toxic": 0.25}}""", """{"text": "你好", "lang": "zh", "split": "train", "labels": {"spam": 1}}""");
        Write("data/channel_x.jsonl", """{"channel": "channel_x", "user": "u1", "text": "gg", "ts": 3}""");

        FeaturesCommand.Write([Sub("data")], Sub("arrays"), AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));

        var index = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder.FullName, "arrays", "index.json")), IndexJson.Default.FeatureIndex)!;
        Assert.Equal(3, index.Rows);
        Assert.Equal(["channel_x", "set_a"], index.Sets);
        Assert.Equal([0, 1, 1], Read<int>("set.i32"));
        Assert.Equal<byte>([0, 2, 0], Read<byte>("split.u8"));
        Assert.Equal(["und", "en", "zh"], Read<int>("lang.i32").Select(i => index.Languages[i]));
        AssertText(1, "hello hello chat");
        AssertText(2, "你好");
    }

    [Fact]
    public void Write_UnknownLabels_AreNotANumber()
    {
        Write("data/set.jsonl", """{"text": "hello", "lang": "en", "split": "train", "labels": {"toxic": 0.25, "spam": 0}}""");

        FeaturesCommand.Write([Sub("data")], Sub("arrays"), AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));

        var labels = Read<float>("labels.f32");
        Assert.Equal(0.25f, labels[ModelLabels.All.IndexOf("toxic")]);
        Assert.Equal(0f, labels[ModelLabels.All.IndexOf("spam")]);
        Assert.Equal(ModelLabels.All.Length - 2, labels.Count(float.IsNaN));
    }

    private void AssertText(int row, string text)
    {
        var width = FeatureParameters.Default.FeaturesPerWord;
        var offsets = Read<long>("offsets.i64");
        var words = Read<int>("words.i32");
        var tokens = Read<int>("tokens.i32")[(int)offsets[row]..(int)offsets[row + 1]];
        var expected = new Featurizer(FeatureParameters.Default).Tokenize(TextNormalizer.Normalize(text));
        Assert.Equal(expected.Features, tokens.SelectMany(word => words[(word * width)..((word + 1) * width)]));
    }

    private DirectoryInfo Sub(string name) => new(Path.Combine(folder.FullName, name));

    private void Write(string file, params string[] lines)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
    }

    private T[] Read<T>(string file) where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder.FullName, "arrays", file))).ToArray();
}

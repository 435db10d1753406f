using System.Text.Json.Nodes;
using ModBot.Classification;

namespace ModBot.Onnx.Tests;

public sealed class ModelPackageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("modbot-package");

    public ModelPackageTests()
    {
        foreach (var file in new[] { "model.onnx", "labels.json" }) File.Copy(Path.Combine(Package.Folder, file), PathOf(file));
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Load_ShippedPackage_HasThresholdsForEveryCategory()
    {
        var package = ModelPackage.Load(folder.FullName);

        Assert.Equal(17, package.Labels.Length);
        Assert.All(Categories.All, category => Assert.InRange(package.Thresholds.For(category, 3), 0, 1));
    }

    [Fact]
    public void Load_ShippedPackage_IsUnderTwentyMegabytes() =>
        Assert.True(new DirectoryInfo(Package.Folder).EnumerateFiles().Sum(file => file.Length) < 20_000_000);

    [Fact]
    public void Load_NoFolder_SaysWhereAndWhatToDo() => AssertFault(Path.Combine(folder.FullName, "nowhere"), "no model package at", "git checkout models/toxicity");

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("labels.json")]
    public void Load_FileMissing_NamesTheFile(string file)
    {
        File.Delete(PathOf(file));

        AssertFault(folder.FullName, file, "is missing");
    }

    [Fact]
    public void Load_NetworkTruncated_SaysBothSizes()
    {
        using (var network = File.OpenWrite(PathOf("model.onnx"))) network.SetLength(1000);

        AssertFault(folder.FullName, "model.onnx has 1,000 bytes", "cut short");
    }

    [Fact]
    public void Load_NetworkChanged_SaysBothChecksums()
    {
        var bytes = File.ReadAllBytes(PathOf("model.onnx"));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(PathOf("model.onnx"), bytes);

        AssertFault(folder.FullName, "SHA-256", "was changed");
    }

    [Fact]
    public void Load_ManifestTruncated_SaysThatItIsNoManifest()
    {
        File.WriteAllText(PathOf("labels.json"), File.ReadAllText(PathOf("labels.json"))[..200]);

        AssertFault(folder.FullName, "labels.json", "is not a model package's labels.json");
    }

    [Fact]
    public void Load_UnknownCategory_NamesItAndTheKnownOnes()
    {
        Edit(manifest => manifest["categories"]!["rudeness"] = manifest["categories"]!["bullying"]!.DeepClone());

        AssertFault(folder.FullName, "unknown category 'rudeness'", "bullying");
    }

    [Fact]
    public void Load_CategoryMissing_NamesIt()
    {
        Edit(manifest => manifest["categories"]!.AsObject().Remove("misogyny"));

        AssertFault(folder.FullName, "maps no labels to misogyny");
    }

    [Fact]
    public void Load_UnknownLabelInCategory_NamesIt()
    {
        Edit(manifest => manifest["categories"]!["bullying"]!["anyOf"]![0]![0] = "meanness");

        AssertFault(folder.FullName, "'bullying'", "'meanness'");
    }

    [Theory]
    [InlineData("[0.9, 0.8, 0.7]", "3 thresholds")]
    [InlineData("[0.9, 0.8, 0.7, 0]", "must be above 0")]
    [InlineData("[0.5, 0.6, 0.4, 0.3]", "higher threshold for level 2")]
    public void Load_BadThresholds_SaysWhich(string thresholds, string expected)
    {
        Edit(manifest => manifest["categories"]!["spam"]!["thresholds"] = JsonNode.Parse(thresholds));

        AssertFault(folder.FullName, "'spam'", expected);
    }

    [Theory]
    [InlineData("buckets", 1)]
    [InlineData("featuresPerWord", 0)]
    [InlineData("minGram", 9)]
    public void Load_BadFeatureParameters_SaysWhich(string parameter, int value)
    {
        Edit(manifest => manifest["features"]![parameter] = value);

        AssertFault(folder.FullName, parameter);
    }

    [Fact]
    public void Load_OtherFormat_SaysBothFormats()
    {
        Edit(manifest => manifest["format"] = 99);

        AssertFault(folder.FullName, "format 99", "reads format 1");
    }

    [Fact]
    public void CreateModel_LabelsDoNotFitTheNetwork_SaysSo()
    {
        Edit(manifest => manifest["labels"]!.AsArray().Add("extra"));

        var fault = Assert.Throws<ModelPackageException>(() => ModelPackage.Load(folder.FullName).CreateModel());
        Assert.Contains("names 18 labels", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertFault(string folder, params string[] parts)
    {
        var fault = Assert.Throws<ModelPackageException>(() => ModelPackage.Load(folder));
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    private void Edit(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf("labels.json")))!;
        change(manifest);
        File.WriteAllText(PathOf("labels.json"), manifest.ToJsonString());
    }

    private string PathOf(string file) => Path.Combine(folder.FullName, file);
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Classification;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary><c>modelkit check</c>: does ONNX Runtime give what PyTorch gave for the same rows?</summary>
internal static class CheckCommand
{
    // A value halfway between two integers rounds either way.
    private const float Tolerance = 1e-3f;

    public static Command Create()
    {
        var reference = new Option<FileInfo>("--reference") { Description = "Rows and scores that train.py wrote", DefaultValueFactory = _ => new FileInfo("models/training/work/reference.json") };
        var package = PackageOption.Create();
        var command = new Command("check", "Compare ONNX Runtime's scores with PyTorch's") { reference, package };
        command.SetAction(parsed => Compare(ModelPackage.Load(parsed.GetRequiredValue(package).FullName), parsed.GetRequiredValue(reference)));
        return command;
    }

    private static int Compare(ModelPackage package, FileInfo file)
    {
        using var stream = file.OpenRead();
        var reference = JsonSerializer.Deserialize(stream, ReferenceJson.Default.Reference) ?? throw new InvalidDataException($"{file.FullName} is empty.");
        using var model = package.CreateModel();
        var width = package.Features.FeaturesPerWord;
        var scores = new float[reference.Rows.Length * package.Labels.Length];
        model.ScoreLabels(reference.Rows.Select(row => new TokenizedText(row, row.Length / width)).ToArray(), scores);
        var difference = scores.Zip(reference.Scores.SelectMany(row => row)).Max(pair => Math.Abs(pair.First - pair.Second));
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{reference.Rows.Length} rows: greatest difference {difference:0.0000000}, allowed {Tolerance}");
        return difference <= Tolerance ? 0 : 1;
    }
}

internal sealed record Reference(int[][] Rows, float[][] Scores);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Reference))]
internal sealed partial class ReferenceJson : JsonSerializerContext;

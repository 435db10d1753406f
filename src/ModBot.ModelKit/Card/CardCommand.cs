using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary><c>modelkit card</c>: writes the model card from the evaluation's own output, so that no figure in it is typed by hand.</summary>
internal static class CardCommand
{
    public static Command Create()
    {
        var evaluation = new Option<FileInfo>("--evaluation", "-e") { Description = "What modelkit evaluate wrote", DefaultValueFactory = _ => new FileInfo("models/training/work/evaluation.json") };
        var sources = new Option<FileInfo>("--sources") { Description = "Training sets, where they come from and their licences", DefaultValueFactory = _ => new FileInfo("models/training/sources.json") };
        var package = PackageOption.Create();
        var command = new Command("card", "Write MODEL_CARD.md from an evaluation") { evaluation, sources, package };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(package).FullName;
            var report = Read(parsed.GetRequiredValue(evaluation), EvaluationJson.Default.EvaluationReport);
            var model = ModelPackage.Load(folder);
            if (report.Checksum != model.Checksum)
            {
                AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]The evaluation measured {report.Checksum}, but the package is {model.Checksum}. Run modelkit evaluate again.[/]");
                return 1;
            }
            var card = new ModelCard(model, report, Read(parsed.GetRequiredValue(sources), CardJson.Default.SourceArray)).Write();
            File.WriteAllText(Path.Combine(folder, "MODEL_CARD.md"), card);
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"MODEL_CARD.md written to {folder}");
            return 0;
        });
        return command;
    }

    private static T Read<T>(FileInfo file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using var stream = file.OpenRead();
        return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{file.FullName} is empty.");
    }
}

/// <summary>A training set, as the card attributes it.</summary>
internal sealed record Source(string Set, string Languages, [property: JsonPropertyName("source")] string Origin, string Licence);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Source[]))]
internal sealed partial class CardJson : JsonSerializerContext;

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
        var benchmarks = new Option<FileInfo>("--benchmarks") { Description = "Tables of the benchmarks; without the file the card has none", DefaultValueFactory = _ => new FileInfo("models/training/work/benchmarks.json") };
        var package = PackageOption.Create();
        var command = new Command("card", "Write MODEL_CARD.md from an evaluation") { evaluation, sources, benchmarks, package };
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
            var tables = parsed.GetRequiredValue(benchmarks) is { Exists: true } file ? Read(file, CardJson.Default.BenchmarkTableArray) : [];
            File.WriteAllText(Path.Combine(folder, "MODEL_CARD.md"), ModelCard.Write(new CardInput(model, report, Read(parsed.GetRequiredValue(sources), CardJson.Default.SourceArray), tables)));
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"MODEL_CARD.md written to {folder}");
            return 0;
        });
        return command;
    }

    private static T Read<T>(FileInfo file, JsonTypeInfo<T> type)
    {
        using var stream = file.OpenRead();
        try
        {
            return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{file.FullName} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file.FullName}: {e.Message}", e);
        }
    }
}

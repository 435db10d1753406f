using System.CommandLine;
using System.Globalization;
using ModBot.Normalization;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary><c>modelkit features</c>: data folders in, arrays for training out.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Folders with *.jsonl.gz sets or chat logs", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Where the arrays go", DefaultValueFactory = _ => new DirectoryInfo("models/training/work/features") };
        var command = new Command("features", "Featurise labelled sets and chat logs into arrays that train.py maps into memory") { folders, output };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(folders), parsed.GetRequiredValue(output), AnsiConsole.Console));
        return command;
    }

    internal static void Write(IReadOnlyList<DirectoryInfo> folders, DirectoryInfo output, IAnsiConsole console)
    {
        var files = folders.SelectMany(DataFolder.Sets).ToList();
        var featurizer = new Featurizer(FeatureParameters.Default);
        using var arrays = new FeatureArrays(output, featurizer.Parameters.FeaturesPerWord);
        console.Progress().Start(progress =>
        {
            var task = progress.AddTask("featurise", maxValue: files.Sum(file => file.Length));
            foreach (var file in files)
            {
                var set = arrays.BeginSet(DataFolder.SetName(file));
                foreach (var text in DataFolder.Read(file)) arrays.Add(set, featurizer.Tokenize(TextNormalizer.Normalize(text.Text)), text);
                task.Increment(file.Length);
            }
        });
        arrays.Complete(featurizer.Parameters);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{files.Count} sets featurised into {output.FullName}");
    }
}

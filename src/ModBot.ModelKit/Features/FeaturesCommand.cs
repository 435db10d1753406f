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
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Folders with *.jsonl.gz sets or chat logs, and the functional suite", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Where the arrays go", DefaultValueFactory = _ => new DirectoryInfo("models/training/work/features") };
        var command = new Command("features", "Featurise labelled sets and chat logs into arrays that train.py maps into memory") { folders, output };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(folders), parsed.GetRequiredValue(output), AnsiConsole.Console));
        return command;
    }

    internal static void Write(IReadOnlyList<DirectoryInfo> folders, DirectoryInfo output, IAnsiConsole console)
    {
        var sets = folders.SelectMany(TrainingSet.In).ToList();
        var featurizer = new Featurizer(FeatureParameters.Default);
        var noise = new SpellingNoise();
        using var arrays = new FeatureArrays(output, featurizer.Parameters.FeaturesPerWord);
        console.Progress().Start(progress =>
        {
            var task = progress.AddTask("featurise", maxValue: sets.Count);
            foreach (var set in sets)
            {
                var number = arrays.BeginSet(set.Name);
                foreach (var text in set.Texts) Add(arrays, number, featurizer, text, noise);
                task.Increment(1);
            }
        });
        arrays.Complete(featurizer.Parameters);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{sets.Count} sets featurised into {output.FullName}");
    }

    private static void Add(FeatureArrays arrays, int set, Featurizer featurizer, LabelledText text, SpellingNoise noise)
    {
        arrays.Add(set, featurizer.Tokenize(TextNormalizer.Normalize(text.Text)), text);
        if (text.Split is "dev" or "test") return;
        var misspelt = noise.Apply(text.Text);
        if (misspelt != text.Text) arrays.Add(set, featurizer.Tokenize(TextNormalizer.Normalize(misspelt)), text, noisy: true);
    }
}

using System.CommandLine;
using System.Globalization;
using ModBot.Classification;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary><c>modelkit attributes</c>: how well the attributes of the Perspective-compatible endpoint agree with annotators' labels.</summary>
internal static class AttributesCommand
{
    /// <summary>Cuts that clients of that API commonly use.</summary>
    private static readonly float[] Cuts = [0.5f, 0.7f, 0.9f];

    /// <summary>The label of the sets that an attribute corresponds to.</summary>
    private static readonly Dictionary<string, string> LabelOf = new(StringComparer.Ordinal)
    {
        ["TOXICITY"] = "toxic",
        ["SEVERE_TOXICITY"] = "severe",
        ["IDENTITY_ATTACK"] = "identity_hate",
        ["INSULT"] = "insult",
        ["PROFANITY"] = "obscene",
        ["THREAT"] = "threat",
        ["SEXUALLY_EXPLICIT"] = "sexual",
    };

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Labelled sets (*.jsonl or *.jsonl.gz); only their test splits are scored", Arity = ArgumentArity.OneOrMore };
        var language = new Option<string?>("--lang") { Description = "Only rows of this language" };
        var package = PackageOption.Create();
        var command = new Command("attributes", "Measure the attributes of the Perspective-compatible endpoint against labelled sets, as a Markdown table") { files, language, package };
        command.SetAction(parsed =>
        {
            using var scorer = new LabelScorer(ModelPackage.Load(parsed.GetRequiredValue(package).FullName));
            Write(scorer, parsed.GetRequiredValue(files).SelectMany(DataFolder.Read).Where(row => row is { Split: "test", Labels: not null } && (parsed.GetValue(language) ?? row.Lang) == row.Lang), Console.Out);
        });
        return command;
    }

    internal static void Write(LabelScorer scorer, IEnumerable<LabelledText> test, TextWriter writer)
    {
        var rows = test.ToArray();
        var scores = scorer.Score([.. rows.Select(row => row.Text)]).Select(scorer.Combine).ToArray();
        writer.WriteLine($"| attribute | label | rows | positive | AUC |{string.Concat(Cuts.Select(cut => string.Create(CultureInfo.InvariantCulture, $" precision, recall from {cut:0.0} |")))}");
        writer.WriteLine($"|---|---|---|---|---|{string.Concat(Cuts.Select(_ => "---|"))}");
        foreach (var attribute in PerspectiveAttribute.All)
        {
            var label = LabelOf[attribute.Name];
            var known = rows.Zip(scores).Where(row => row.First.Labels!.ContainsKey(label)).Select(row => (Score: attribute.Score(row.Second), Truth: row.First.Labels![label] >= 0.5f)).ToArray();
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {attribute.Name} | {label} | {known.Length} | {known.Count(row => row.Truth)} | {Metrics.Auc(known):0.000} |{string.Concat(Cuts.Select(cut => Cell(known, cut)))}"));
        }
    }

    private static string Cell((float Score, bool Truth)[] rows, float cut)
    {
        var (positive, above, both) = (rows.Count(row => row.Truth), rows.Count(row => row.Score >= cut), rows.Count(row => row.Truth && row.Score >= cut));
        return string.Create(CultureInfo.InvariantCulture, $" {(above == 0 ? "-" : ((double)both / above).ToString("0.00", CultureInfo.InvariantCulture))}, {(positive == 0 ? "-" : ((double)both / positive).ToString("0.00", CultureInfo.InvariantCulture))} |");
    }
}

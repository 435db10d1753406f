using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ModBot.Classification;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary><c>modelkit evaluate</c>: test splits and unseen chat in, one JSON report out.</summary>
internal static class EvaluateCommand
{
    private static readonly double[] HeldShares = [0.004, 0.015];

    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Folders of labelled sets; only their test splits are read", Arity = ArgumentArity.OneOrMore };
        var chat = new Option<DirectoryInfo>("--chat") { Description = "Chat logs that neither training nor calibration saw", Required = true };
        var pooled = new Option<string>("--pool") { Description = "Name of the folder whose English rows are pooled", DefaultValueFactory = _ => "open" };
        var package = PackageOption.Create();
        var output = new Option<FileInfo>("--output", "-o") { Description = "Where the report goes", DefaultValueFactory = _ => new FileInfo("models/training/work/evaluation.json") };
        var command = new Command("evaluate", "Measure a model package on test splits and on unseen chat") { folders, chat, pooled, package, output };
        command.SetAction(parsed =>
        {
            using var scorer = new LabelScorer(ModelPackage.Load(parsed.GetRequiredValue(package).FullName));
            var report = Evaluate(scorer, parsed.GetRequiredValue(folders), parsed.GetRequiredValue(chat), parsed.GetRequiredValue(pooled));
            var file = parsed.GetRequiredValue(output);
            file.Directory!.Create();
            File.WriteAllText(file.FullName, JsonSerializer.Serialize(report, EvaluationJson.Default.EvaluationReport) + "\n");
            Print(report, file);
        });
        return command;
    }

    internal static EvaluationReport Evaluate(LabelScorer scorer, IReadOnlyList<DirectoryInfo> folders, DirectoryInfo chat, string pooled)
    {
        var sets = new SetEvaluation(scorer);
        var results = folders.SelectMany(DataFolder.Sets).Select(file => sets.Measure(file, file.Directory!.Name == pooled)).OfType<SetResult>().ToList();
        var channels = DataFolder.Sets(chat).Select(file => ChatScores.Read(file, scorer)).ToList();
        return new EvaluationReport(scorer.Package.Version, scorer.Package.Checksum, results, Pool(sets, channels),
            [.. channels.Select(channel => HeldShare.Measure(channel, scorer.Package))], Speed(scorer, DataFolder.Sets(chat)[0]));
    }

    private static PooledResult? Pool(SetEvaluation sets, List<ChatScores> channels)
    {
        if (Metrics.Auc(sets.PooledScores, sets.PooledTruth) is not { } auc) return null;
        var chat = channels.SelectMany(channel => channel.Headline).OrderDescending().ToArray();
        var recall = new Dictionary<string, double>();
        foreach (var share in HeldShares)
        {
            recall[$"{share * 100:0.0}"] = Math.Round(Metrics.Recall(sets.PooledScores, sets.PooledTruth, Metrics.ThresholdForShare(chat, share)), 4);
        }
        return new PooledResult(sets.PooledScores.Length, Math.Round(auc, 4), Math.Round(Metrics.F1(sets.PooledScores, sets.PooledTruth, 0.5f), 4), recall, Math.Round(chat.Average(), 4));
    }

    private static SpeedResult Speed(LabelScorer scorer, FileInfo chat)
    {
        var lines = DataFolder.Read(chat).Take(20_000).Select(line => line.Text).ToList();
        var started = TimeProvider.System.GetTimestamp();
        scorer.Score(lines);
        return new SpeedResult(lines.Count, Math.Round(lines.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds));
    }

    private static void Print(EvaluationReport report, FileInfo file)
    {
        if (report.Pooled is { } pooled)
        {
            var recall = string.Join(", ", pooled.RecallAtHeldShare.Select(pair => $"{pair.Value:0.000} at {pair.Key} % of chat held"));
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"pooled English: {pooled.Rows} rows, AUC {pooled.Auc:0.000}, F1 {pooled.F1:0.000}, recall {recall}");
        }
        foreach (var channel in report.Chat)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{channel.Channel}: holds {string.Join(" / ", channel.HeldPercent.Select(share => $"{share:0.000}"))} % at level 1 to {LevelThresholds.MaxLevel}");
        }
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{report.Speed.MessagesPerSecond:0} messages/s on one thread; report in {file.FullName}");
    }
}

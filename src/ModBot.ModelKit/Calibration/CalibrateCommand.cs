using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ModBot.Classification;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary><c>modelkit calibrate</c>: sets the package's thresholds per level from ordinary chat, and checks them on chat that they were not set on.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var chat = new Argument<DirectoryInfo>("chat") { Description = "Chat logs that training read; thresholds are set on the lines that it left out" };
        var check = new Option<DirectoryInfo?>("--check") { Description = "Chat logs to check them on; they change nothing" };
        var package = PackageOption.Create();
        var command = new Command("calibrate", "Set thresholds per level so that default-on categories together hold at most the stated share of chat") { chat, check, package };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(package), parsed.GetRequiredValue(chat), parsed.GetValue(check)));
        return command;
    }

    private static void Run(DirectoryInfo folder, DirectoryInfo chat, DirectoryInfo? check)
    {
        var package = ModelPackage.Load(folder.FullName);
        using (var scorer = new LabelScorer(package))
        {
            var channels = ChatScores.ReadLeftOut(chat, scorer).Select(channel => channel.Categories).ToList();
            var margins = LevelMargins.Find(channels, LevelCalibration.Together(package));
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"part of each share that is used, so that a channel left out stays within it: {string.Join(" / ", margins.Select(margin => $"{margin:0.00}"))}");
            var manifest = package.Manifest with { Categories = Calibrate(package, channels, margins) };
            File.WriteAllText(Path.Combine(folder.FullName, ModelPackage.ManifestFile), JsonSerializer.Serialize(manifest, PackageJson.Default.PackageManifest) + "\n");
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"thresholds set on {channels.Sum(lines => lines.Length)} lines of {channels.Count} channels");
        }
        if (check is null) return;
        using var calibrated = new LabelScorer(ModelPackage.Load(folder.FullName));
        foreach (var file in DataFolder.Sets(check))
        {
            var result = HeldShare.Measure(ChatScores.Read(file, calibrated), calibrated.Package);
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{result.Channel}: holds {string.Join(" / ", result.HeldPercent)} %; promised {string.Join(" / ", LevelCalibration.Shares.Select(share => share * 100))} %");
        }
    }

    internal static Dictionary<string, CategoryEntry> Calibrate(ModelPackage package, IReadOnlyList<CategoryScores[]> channels, IReadOnlyList<double> margins)
    {
        var entries = package.Manifest.Categories.ToDictionary(pair => pair.Key, pair => pair.Value with { Thresholds = new float[LevelThresholds.MaxLevel] });
        var together = LevelCalibration.Together(package);
        for (var level = 0; level < LevelThresholds.MaxLevel; level++)
        {
            var share = LevelCalibration.Shares[level] * margins[level];
            foreach (var (category, threshold) in LevelCalibration.Thresholds(channels, together, share)) entries[category.Key()].Thresholds[level] = threshold;
            // What is off by default is calibrated by itself: switched on, it adds at most its own share.
            foreach (var category in Categories.All.Where(category => !category.IsOnByDefault()))
            {
                entries[category.Key()].Thresholds[level] = LevelCalibration.Thresholds(channels, new Dictionary<Category, double> { [category] = 1 }, share)[category];
            }
        }
        return entries;
    }
}

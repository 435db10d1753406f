using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ModBot.Onnx;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary><c>modelkit evaluate</c>: test splits, unseen chat and the functional suite in, one JSON report out.</summary>
internal static class EvaluateCommand
{
    /// <summary>A narrow or redirected terminal must not cut the names of classes short.</summary>
    private const int LeastWidth = 160;

    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Folders of labelled sets; only their test splits are scored", Arity = ArgumentArity.OneOrMore };
        var chat = new Option<DirectoryInfo>("--chat") { Description = "Chat logs that neither training nor calibration saw", Required = true };
        var pooled = new Option<string>("--pool") { Description = "Name of the folder of open training sets: its English test rows are pooled", DefaultValueFactory = _ => "open" };
        var functional = new Option<DirectoryInfo?>("--functional") { Description = "The functional suite: a row for each class and language, and explanations" };
        var fairness = new Option<bool>("--fairness") { Description = "Measure fairness by group; needs --functional" };
        var attack = AttackOption.Create();
        var package = PackageOption.Create();
        var output = new Option<FileInfo>("--output", "-o") { Description = "Where the report goes", DefaultValueFactory = _ => new FileInfo("models/training/work/evaluation.json") };
        var command = new Command("evaluate", "Measure a model package on test splits, unseen chat and the functional suite") { folders, chat, pooled, functional, fairness, attack, package, output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(fairness) && result.GetValue(functional) is null) result.AddError("--fairness needs --functional: it measures on that suite's sentences.");
        });
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(package),
            new EvaluationRequest(parsed.GetRequiredValue(folders), parsed.GetRequiredValue(chat), parsed.GetRequiredValue(pooled), parsed.GetValue(functional), parsed.GetValue(fairness), parsed.GetRequiredValue(attack)),
            parsed.GetRequiredValue(output)));
        return command;
    }

    private static void Run(DirectoryInfo package, EvaluationRequest request, FileInfo output)
    {
        using var scorer = new LabelScorer(ModelPackage.Load(package.FullName));
        var report = new Evaluation(scorer, step => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{step} ...[/]")).Run(request);
        output.Directory!.Create();
        File.WriteAllText(output.FullName, JsonSerializer.Serialize(report, EvaluationJson.Default.EvaluationReport) + "\n");
        AnsiConsole.Profile.Width = Math.Max(LeastWidth, AnsiConsole.Profile.Width);
        new EvaluationSummary(AnsiConsole.Console, report).Print();
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"report in {output.FullName}");
    }
}

using System.Globalization;
using Spectre.Console;

namespace ModBot.Host.Replay;

/// <summary>Shows a run to a person: progress while it goes, a table at the end.</summary>
internal static class RunSummaryView
{
    /// <summary>Runs with a progress bar on standard error; programs and files get none.</summary>
    public static async Task WithProgressAsync(bool quiet, Func<long> done, long limit, Func<Task> run)
    {
        if (quiet || Console.IsErrorRedirected)
        {
            await run();
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn(), new SpinnerColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("messages", maxValue: limit);
            bar.IsIndeterminate = limit == long.MaxValue;
            var running = run();
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
                bar.Value = done();
                bar.Description = $"{bar.Value:N0} {Counted.Noun((long)bar.Value, "message")}";
            }
            bar.Value = bar.MaxValue;
            await running;
        });
    }

    public static void Write(IAnsiConsole console, RunFigures figures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("messages").RightAligned()).AddColumn(new TableColumn("share").RightAligned());
        Row("messages", figures.Messages);
        Row("passed", figures.Passed);
        Row("held", figures.Held);
        Row("acted on", figures.Acted);
        Row("shed", figures.Shed);
        Row("unscored", figures.Unscored);
        Row("lost", figures.Lost);
        table.AddEmptyRow();
        Row("approved", figures.Approved);
        Row("denied", figures.Denied);
        Row("lapsed", figures.Expired);
        table.AddEmptyRow();
        foreach (var (category, count) in figures.ByCategory) Row(category, count);
        console.Write(table);
        foreach (var (kind, example) in figures.Shown ?? new Dictionary<string, string>()) console.WriteLine($"{kind}: {example}");
        if (figures.Shields > 0) console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The shield went up {figures.Shields:N0} {Counted.Noun(figures.Shields, "time")}."));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{figures.Seconds:0.0} s, {figures.Messages / Math.Max(figures.Seconds, 0.001):N0} messages/s; decision p50 {figures.LatencyMs.P50} ms, p99 {figures.LatencyMs.P99} ms; exposure p50 {figures.ExposureMs.P50?.ToString("0", CultureInfo.InvariantCulture) ?? "-"} ms, p99 {figures.ExposureMs.P99?.ToString("0", CultureInfo.InvariantCulture) ?? "-"} ms"));

        void Row(string name, long count) => table.AddRow(
            name,
            count.ToString("N0", CultureInfo.InvariantCulture),
            figures.Messages == 0 ? "" : (100.0 * count / figures.Messages).ToString("0.00", CultureInfo.InvariantCulture) + " %");
    }
}

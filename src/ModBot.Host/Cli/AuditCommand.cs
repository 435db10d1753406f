using System.CommandLine;
using ModBot.Host.Composition;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot audit</c>: the record of everything decided and every setting changed.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The record of what was decided, by whom, and of which settings were changed.") { Export() };

    private static Command Export()
    {
        var channel = CommonOptions.Channel();
        var since = CommonOptions.Since();
        var store = CommonOptions.Store();
        var format = new Option<string>("--format") { Description = "csv or jsonl.", DefaultValueFactory = _ => "csv" };
        var texts = new Option<bool>("--texts") { Description = "Also the held texts and who sent them: personal data, so keep the file accordingly." };
        format.AcceptOnlyFromAmong("csv", "jsonl");
        var export = new Command("export", """
            Writes the histories of holds and the changed settings to standard output, a line for each act: who did what
            when, people and machines apart, and of settings the value before and after.

            Texts that a spreadsheet would take for a formula get a leading apostrophe in CSV.
            """)
        { channel, since, format, texts, store };
        export.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var from = app.Services.GetRequiredService<TimeProvider>().GetUtcNow() - CommonOptions.Span(parsed.GetValue(since));
            var chosen = await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken);
            var withTexts = parsed.GetValue(texts);
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            var rows = app.Services.GetRequiredService<AuditReader>().ReadAsync(chosen, from, withTexts, cancellationToken);
            await AuditFile.WriteAsync(output, rows, parsed.GetValue(format) == "csv", withTexts);
            return 0;
        }));
        return export;
    }
}

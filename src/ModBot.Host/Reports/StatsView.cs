using System.Globalization;
using ModBot.Feedback;
using ModBot.Host.Commands;
using Spectre.Console;

namespace ModBot.Host.Reports;

/// <summary>Shows a channel's figures to a person.</summary>
internal static class StatsView
{
    public static void Write(IAnsiConsole console, StatsFigures figures)
    {
        console.WriteLine($"{figures.Channel}, since {figures.Since:yyyy-MM-dd HH:mm}Z");
        if (figures.Total.Held == 0)
        {
            console.WriteLine("Nothing was held.");
            return;
        }
        var sources = TableOf("category or rule", "held", "open", "approved", "denied", "lapsed", "acted on", "right", "median to decide");
        foreach (var row in figures.Sources.Append(figures.Total))
        {
            sources.AddRow(
                Markup.Escape(row.Source), Number(row.Held), Number(row.Open), Number(row.Approved), Number(row.Denied), Number(row.Lapsed), Number(row.Acted), Share(row.Precision),
                row.MedianSecondsToDecide is { } seconds ? Wording.Age(TimeSpan.FromSeconds(seconds)) : "");
        }
        console.Write(sources);
        if (figures.Moderators.Count == 0) return;
        var moderators = TableOf("moderator", "approved", "denied", "compared", "others agreed");
        foreach (var row in figures.Moderators) moderators.AddRow(Markup.Escape(row.Login), Number(row.Approved), Number(row.Denied), Number(row.Compared), Share(row.Agreement));
        console.Write(moderators);
    }

    private static Table TableOf(string first, params string[] numbers)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var name in numbers) table.AddColumn(new TableColumn(name).RightAligned());
        return table;
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(Proportion? share) => share is { } known ? Wording.Interval(known) : "";
}

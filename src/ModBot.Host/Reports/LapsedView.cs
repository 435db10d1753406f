using System.Globalization;
using ModBot.Host.Commands;
using Spectre.Console;

namespace ModBot.Host.Reports;

/// <summary>Shows to a person what lapsed in a channel.</summary>
internal static class LapsedView
{
    public static void Write(IAnsiConsole console, LapsedFigures figures)
    {
        console.WriteLine($"{figures.Channel}, since {figures.Since:yyyy-MM-dd HH:mm}Z");
        if (figures.Total.Lapsed == 0) console.WriteLine("Nothing lapsed.");
        else console.Write(TableOf(figures));
        console.WriteLine(figures.OldestOpenSeconds is { } seconds ? $"The oldest open hold waits {Wording.Age(TimeSpan.FromSeconds(seconds))}." : "Nothing is open.");
    }

    private static Table TableOf(LapsedFigures figures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("category or rule");
        foreach (var name in new[] { "lapsed", "left", "let through", "kept out", "on Twitch", "claimed before", "proposed before", "median wait" }) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var row in figures.Sources.Append(figures.Total))
        {
            table.AddRow(
                Markup.Escape(row.Source), Number(row.Lapsed), Number(row.Left), Number(row.LetThrough), Number(row.KeptOut), Number(row.OnTwitch), Number(row.Claimed), Number(row.Proposed),
                row.MedianSecondsWaited is { } seconds ? Wording.Age(TimeSpan.FromSeconds(seconds)) : "");
        }
        return table;
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using ModBot.Classification;
using ModBot.Tuning;
using Spectre.Console;

namespace ModBot.Host.Reports;

/// <summary>Shows a simulation to a person.</summary>
internal static class SimulationView
{
    public static void Write(IAnsiConsole console, string channel, Simulation simulation)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("category");
        foreach (var name in new[] { "level", "held", "denied", "approved", "undecided", "of all chat" }) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var row in simulation.Rows)
        {
            table.AddRow(
                row.Category.Key(), Change(row.LevelBefore, row.LevelAfter), Change(row.Before.Held, row.After.Held), Change(row.Before.Denied, row.After.Denied),
                Change(row.Before.Approved, row.After.Approved), Change(row.Before.Undecided, row.After.Undecided), simulation.Messages == 0 ? "" : Change(row.ChatBefore, row.ChatAfter));
        }
        var (before, after) = (simulation.Before, simulation.After);
        table.AddEmptyRow();
        table.AddRow("all, rules included", "", Change(before.Held, after.Held), Change(before.Denied, after.Denied), Change(before.Approved, after.Approved), Change(before.Undecided, after.Undecided), "");
        console.WriteLine($"{channel}: now -> with the levels that were asked for");
        console.Write(table);
        foreach (var note in Notes(simulation)) console.WriteLine(note);
    }

    /// <summary>What the figures rest on.</summary>
    internal static IEnumerable<string> Notes(Simulation simulation)
    {
        yield return "Held, denied, approved and undecided are of messages that were held: what a stricter level would add is only in \"of all chat\".";
        yield return simulation.Messages == 0
            ? "No chat was counted in this time, so what a stricter level would add is unknown. A running bot counts it."
            : string.Create(CultureInfo.InvariantCulture, $"Of all chat: counted exactly, on {simulation.Messages:N0} {Counted.Noun(simulation.Messages, "scored message")} of this channel; one message can count in several categories.");
        if (simulation.WithoutScores > 0) yield return $"Left out for want of stored scores (rules alone, or older than the storing of scores): {Counted.Of(simulation.WithoutScores, "hold")}.";
    }

    private static string Change(long before, long after) => before == after
        ? before.ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{before:N0} -> {after:N0}");
}

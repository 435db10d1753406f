using ModBot.Holds;
using ModBot.Host.Commands;
using Spectre.Console;

namespace ModBot.Host.Reports;

/// <summary>Shows a channel's open holds to a person.</summary>
internal static class QueueView
{
    /// <param name="all">How many are open; there may be more than are shown.</param>
    public static void Write(IAnsiConsole console, string channel, IReadOnlyList<Hold> open, long all, DateTimeOffset now)
    {
        console.WriteLine(open.Count == 0 ? $"{channel}: nothing is held." : $"{channel}: {all} held{(all > open.Count ? $", {open.Count} of them here" : "")}");
        if (open.Count == 0) return;
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in new[] { "code", "for", "cause", "kind", "state", "sender", "text" }) table.AddColumn(name);
        foreach (var hold in open)
        {
            string[] cells = [hold.Code.Value, Wording.Age(now - hold.CreatedAt), Wording.Cause(hold), Wording.KindOf(hold), Wording.StateOf(hold, now), hold.Message.Chatter.Login, hold.Message.Text];
            table.AddRow([.. cells.Select(cell => Markup.Escape(Printable.Of(cell)))]);
        }
        console.Write(table);
    }
}

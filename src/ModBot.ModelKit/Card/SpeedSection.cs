namespace ModBot.ModelKit;

internal static class SpeedSection
{
    public static void Write(CardText text, CardInput input)
    {
        var speed = input.Report.Speed;
        text.Section("Speed");
        text.Line($"{speed.MessagesPerSecond:N0} messages/s on one thread, in batches, folding and features included, repeated lines scored again: the first {speed.Lines:N0} lines of unseen chat. {speed.Machine}.");
        text.Command();
        text.Line().Line("Beside other classifiers, on the same rows and lines: `tests/ModBot.Benchmarks/peers/peers.md`.");
        foreach (var table in input.Benchmarks)
        {
            text.Subsection(table.Title);
            text.Line(table.Machine is null ? $"`{table.Command}`" : $"`{table.Command}`; {table.Machine}");
            text.Table(table.Columns, table.Rows);
        }
    }
}

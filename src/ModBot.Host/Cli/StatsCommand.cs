using System.CommandLine;
using System.Text.Json;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Composition;
using ModBot.Host.Replay;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot stats</c>: what was held, and what moderators made of it.</summary>
internal static class StatsCommand
{
    public static Command Create()
    {
        var channel = CommonOptions.Channel();
        var since = CommonOptions.Since();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("stats", """
            Says per category and rule what was held, approved, denied and lapsed, how often the hold was right with its
            95 % interval, and the median time to decide; and per moderator the decisions, and how often others who judged
            the same holds (by confirming a proposal, or by undoing and deciding anew) thought the same.
            """)
        { channel, since, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var holds = app.Services.GetRequiredService<IHoldStore>();
            var from = app.Services.GetRequiredService<TimeProvider>().GetUtcNow() - CommonOptions.Span(parsed.GetValue(since));
            var chosen = await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken);
            if (chosen.Count == 0) Console.Error.WriteLine("There are no channels, and nothing was ever held.");
            foreach (var one in chosen)
            {
                var figures = StatsFigures.Of(one.Name, from, await ReviewReport.ReadAsync(holds, one.Broadcaster, from, cancellationToken));
                if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(figures, RunFigures.Json));
                else StatsView.Write(Terminal.Wide(), figures);
            }
            return 0;
        }));
        return command;
    }
}

using System.CommandLine;
using System.Text.Json;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Composition;
using ModBot.Host.Replay;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot lapsed</c>: what nobody decided in time.</summary>
internal static class LapsedCommand
{
    public static Command Create()
    {
        var channel = CommonOptions.Channel();
        var since = CommonOptions.Since();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("lapsed", """
            Says per category and rule how many holds lapsed because nobody decided them in time, what was done with them
            (Moderation:Holds:WhenLapsed and Lapses), how many somebody had claimed or made a proposal for, and how long they
            had waited.
            """)
        { channel, since, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var (holds, time) = (app.Services.GetRequiredService<IHoldStore>(), app.Services.GetRequiredService<TimeProvider>());
            var from = time.GetUtcNow() - CommonOptions.Span(parsed.GetValue(since));
            var chosen = await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken);
            if (chosen.Count == 0) Console.Error.WriteLine("There are no channels, and nothing was ever held.");
            foreach (var one in chosen)
            {
                var figures = LapsedFigures.Of(one.Name, from, time.GetUtcNow(), await LapseReport.ReadAsync(holds, one.Broadcaster, from, cancellationToken));
                if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(figures, RunFigures.Json));
                else LapsedView.Write(Terminal.Wide(), figures);
            }
            return 0;
        }));
        return command;
    }
}

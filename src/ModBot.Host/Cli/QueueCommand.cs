using System.CommandLine;
using System.Text.Json;
using ModBot.Explaining;
using ModBot.Host.Composition;
using ModBot.Host.Reports;
using ModBot.Review;

namespace ModBot.Host.Cli;

/// <summary><c>modbot queue</c>: what waits for moderators.</summary>
internal static class QueueCommand
{
    private const int Shown = 100;

    public static Command Create()
    {
        var channel = CommonOptions.Channel();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("queue", $"""
            Lists what waits for moderators, in the order in which they should look at it, with the held texts; at most {Shown} a
            channel. Reads the store, also while ModBot runs. `modbot why <code>` says all about one of them.
            """)
        { channel, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var desk = app.Services.GetRequiredService<ReviewDesk>();
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            foreach (var one in await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken))
            {
                var open = await desk.ListOpenAsync(one.Broadcaster, Shown, cancellationToken);
                if (parsed.GetValue(json))
                {
                    foreach (var hold in open) Console.WriteLine(JsonSerializer.Serialize(await app.Services.GetRequiredService<HoldViewer>().ReadAsync(hold, cancellationToken), HoldText.Json));
                    continue;
                }
                QueueView.Write(Terminal.Wide(), one.Name, open, await desk.CountOpenAsync(one.Broadcaster, cancellationToken), now);
            }
            return 0;
        }));
        return command;
    }
}

using System.CommandLine;
using System.Text.Json;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Composition;
using ModBot.Host.Reports;
using ModBot.Review;

namespace ModBot.Host.Cli;

/// <summary><c>modbot why</c>: a hold in full.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("code") { Description = "The hold's code, as chat commands name it." };
        var channel = CommonOptions.Channel();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("why", """
            Says everything about a hold: the text with the words that mattered, how it was read, every reason with its score,
            threshold and level, what was said before and after it, and all that was done to it. Reads the store, also while
            ModBot runs; what was said after a hold is there once somebody has claimed or decided it.
            """)
        { code, channel, store, json };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var chosen = await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken);
            var wanted = ShortCode.Create(parsed.GetValue(code)!);
            var found = 0;
            foreach (var one in chosen)
            {
                if (await app.Services.GetRequiredService<ReviewDesk>().FindAsync(one.Broadcaster, wanted, cancellationToken) is not { } hold) continue;
                found++;
                var view = await app.Services.GetRequiredService<HoldViewer>().ReadAsync(hold, cancellationToken);
                if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(view, HoldText.Json));
                else foreach (var line in HoldText.Of(view, one.Name, app.Services.GetRequiredService<TimeProvider>().GetUtcNow())) Console.WriteLine(line);
            }
            if (found > 0) return 0;
            Console.Error.WriteLine($"There is no hold {Printable.Of(wanted.Value)}{(chosen is [{ } only] ? $" in {only.Name}" : "")}; it may have been deleted when its time was over (Holds.KeepFor).");
            return Failures.ExitCode;
        }));
        return command;
    }
}

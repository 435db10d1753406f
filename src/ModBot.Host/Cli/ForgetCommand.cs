using System.CommandLine;
using ModBot.Host.Composition;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot forget</c>: erases a person.</summary>
internal static class ForgetCommand
{
    public static Command Create()
    {
        var who = new Argument<string>("person") { Description = "The login or the numeric id of whom to forget." };
        var channel = CommonOptions.Channel();
        var store = CommonOptions.Store();
        var command = new Command("forget", """
            Erases a person from the store: the texts that were held, the names, and what the record says they did. Counts
            stay, so statistics do too; what is still open lapses. Doing it again changes nothing.

            A running ModBot remembers the last messages of each channel, and stores those around a hold when the hold is
            decided or lapses: to be sure of what was said in the last hour, run it again after Holds.ExpireAfter.

            Redis keeps what was erased in its append-only file until that is rewritten (BGREWRITEAOF); backups are yours to
            see to.
            """)
        { who, channel, store };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var forgetting = app.Services.GetRequiredService<Forgetting>();
            var chosen = await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken);
            var name = parsed.GetValue(who)!.TrimStart('@');
            var found = await forgetting.FindAsync(chosen, name, cancellationToken);
            if (found.Count > 1)
            {
                Console.Error.WriteLine($"Several people had this login. Name one by id: {string.Join(", ", found)}.");
                return Failures.ExitCode;
            }
            if (found.Count == 0)
            {
                Console.WriteLine("Nothing is stored under this name. Somebody who changed their login is found by their numeric id.");
                return 0;
            }
            var forgotten = await forgetting.ForgetAsync(chosen, found.Single(), cancellationToken);
            Console.WriteLine($"Erased: {Counted.Of(forgotten.Sent, "hold")} of what they sent, their name in {Counted.Of(forgotten.Named, "other hold")} and in {Counted.Of(forgotten.Changes, "recorded setting change")}.");
            return 0;
        }));
        return command;
    }
}

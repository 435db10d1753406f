using System.CommandLine;
using ModBot.Host.Composition;
using ModBot.Host.Doctor;

namespace ModBot.Host.Cli;

/// <summary><c>modbot doctor</c>: what works, and what to do about what does not.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var delay = new Option<int?>("--set-chat-delay") { Description = "Sets the chat delay of every channel to 2, 4 or 6 seconds, or to 0 for none: what is deleted inside it no viewer sees." };
        delay.AcceptOnlyFromAmong("0", "2", "4", "6");
        var command = new Command("doctor", "Checks config, model package, store, login and channels, and says what to do about what does not work. Exit code 0 means the bot could run.") { store, delay };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            var settings = new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true };
            var findings = new List<Finding>();
            TimeSpan? chatDelay = parsed.GetValue(delay) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            await foreach (var finding in Examination.RunAsync(settings, chatDelay, cancellationToken))
            {
                findings.Add(finding);
                Console.WriteLine(finding);
            }
            return findings.Any(finding => finding.Grade == Grade.Bad) ? 1 : 0;
        }));
        return command;
    }
}

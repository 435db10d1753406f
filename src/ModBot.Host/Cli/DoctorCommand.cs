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
        var command = new Command("doctor", "Checks config, model package, store, login and channels, and says what to do about what does not work. Exit code 0 means the bot could run.") { store };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            var settings = new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true };
            var findings = new List<Finding>();
            await foreach (var finding in Examination.RunAsync(settings, cancellationToken))
            {
                findings.Add(finding);
                Console.WriteLine(finding);
            }
            return findings.Any(finding => finding.Grade == Grade.Bad) ? 1 : 0;
        }));
        return command;
    }
}

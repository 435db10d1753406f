using System.CommandLine;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;

namespace ModBot.Host.Cli;

/// <summary><c>modbot config</c>: looking after config files.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var command = new Command("config", "Checks config files, or prints their JSON schemas.");
        command.Subcommands.Add(Check());
        command.Subcommands.Add(Schema());
        return command;
    }

    private static Command Check()
    {
        var check = new Command("check", "Reads every config file as `run` would and says everything that is wrong. Exit code 0 means all is well.");
        check.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            var named = parsed.GetValue(CommonOptions.Config);
            var folder = ConfigFolder.Find(named);
            // Channel files are read one by one first, so that one bad file does not hide another.
            var problems = folder.ChannelFiles.Select(file => Problem(() => ConfigJson.ReadChannel(file))).OfType<string>().ToList();
            if (problems.Count == 0)
            {
                await using var app = BotBuilder.BuildService(new BotSettings { Config = named, Quiet = true });
                BotBuilder.Verify(app);
            }
            foreach (var problem in problems) Console.Error.WriteLine(problem);
            if (problems.Count > 0) return Failures.ExitCode;
            Console.WriteLine($"{folder.Path}: all is well ({folder.ChannelFiles.Count()} channel files).");
            return 0;
        }));
        return check;
    }

    private static Command Schema()
    {
        var which = new Argument<string>("file") { Description = "modbot or channel." };
        which.AcceptOnlyFromAmong("modbot", "channel");
        var schema = new Command("schema", "Prints the JSON schema of modbot.json or of a channel's file, for editors.") { which };
        schema.SetAction(parsed =>
        {
            Console.WriteLine(parsed.GetValue(which) == "modbot" ? ConfigSchema.OfMainFile() : ConfigSchema.OfChannel());
            return 0;
        });
        return schema;
    }

    private static string? Problem(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ConfigException e)
        {
            return e.Message;
        }
    }
}

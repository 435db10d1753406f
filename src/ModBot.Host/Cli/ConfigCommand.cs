using System.CommandLine;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot config</c>: looking after config files.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var command = new Command("config", "Checks config files, says what they change, or prints their JSON schemas.");
        command.Subcommands.Add(Check());
        command.Subcommands.Add(Diff());
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
            Console.WriteLine($"{folder.Path}: all is well ({Counted.Of(folder.ChannelFiles.Count(), "channel file")}).");
            return 0;
        }));
        return check;
    }

    private static Command Diff()
    {
        var channel = new Argument<string?>("channel") { Description = "A channel's login or numeric id. Default: what all channels share.", Arity = ArgumentArity.ZeroOrOne };
        var diff = new Command("diff", "Shows which settings in force differ from the defaults, or from the preset that is named: all files and what was set from chat, laid over each other.") { channel };
        diff.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Quiet = true });
            var named = parsed.GetValue(channel);
            var chosen = named is null ? null : (await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(named, cancellationToken)).Single();
            var snapshot = app.Services.GetRequiredService<PolicyLoader>().Load();
            var config = (chosen is null ? snapshot.Default : snapshot.For(chosen.Broadcaster)).Config;
            var differences = ConfigDiff.Of(config).ToArray();
            var from = config.Preset is { } preset ? $"the preset {preset}" : "the defaults";
            if (differences.Length == 0) Console.WriteLine($"{chosen?.Name ?? "All channels"}: nothing differs from {from}.");
            else Console.WriteLine($"{chosen?.Name ?? "All channels"}, against {from}:");
            foreach (var (setting, before, now) in differences) Console.WriteLine($"  {setting}: {before ?? "(not set)"} -> {now ?? "(not set)"}");
            return 0;
        }));
        return diff;
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

using System.CommandLine;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Cli;

/// <summary><c>modbot sandbox</c>: the local Twitch alone.</summary>
internal static class SandboxCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "TCP port on loopback.", DefaultValueFactory = _ => 8321 };
        var command = new Command("sandbox", "Runs a local Twitch with a chat page where you type as anybody, and prints the variables with which `modbot run` joins it.") { port };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Port = parsed.GetValue(port) }, cancellationToken);
            Console.WriteLine($"""
                The chat page is {sandbox.BaseUri}. In another terminal, point the bot here:

                export MODBOT_TWITCH__EVENTSUBURL={sandbox.EventSubUri}
                export MODBOT_TWITCH__IRCURL={sandbox.IrcUri}
                export MODBOT_TWITCH__HELIXURL={sandbox.BaseUri}helix
                export MODBOT_TWITCH__AUTHURL={sandbox.BaseUri}oauth2
                export MODBOT_DATA=data/sandbox
                export {TwitchLogin.ClientIdVariable}={sandbox.ClientId}
                export {TwitchLogin.ClientSecretVariable}={sandbox.ClientSecret}

                Then, there:

                modbot auth login                     (open the page that it names and log in as {DefaultWorld.Bot})
                modbot channels add {DefaultWorld.Channel} --mode hold
                modbot run
                """);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }));
        return command;
    }
}

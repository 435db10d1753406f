using System.CommandLine;
using ModBot.Host.Composition;

namespace ModBot.Host.Cli;

/// <summary><c>modbot run</c>: the bot itself.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var command = new Command("run", """
            Moderates the channels that were added with `modbot channels add`, and those that config names
            (Twitch:Channels), until it is stopped.

            The bot's login is made with `modbot auth login`, or comes from MODBOT_TWITCH_CLIENT_ID,
            MODBOT_TWITCH_ACCESS_TOKEN and MODBOT_TWITCH_REFRESH_TOKEN.
            Every setting but Moderation can be given as a variable: MODBOT_STORE=Redis, MODBOT_TWITCH__CHANNELS__0=login.
            `modbot doctor` says what is missing.

            Moderators work at the desk, /desk of the address in Http (http://localhost:8320/desk). It needs an application
            with a client secret, whose registered redirect address leads back to it (Twitch:RedirectUrl).

            Without any login ModBot can watch: MODBOT_TWITCH__CHATSOURCE=Irc reads chat anonymously. Nothing is deleted
            then, whatever the mode; what would be held is recorded.
            """)
        { store };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store) });
            BotBuilder.Verify(app);
            await RunAsync(app, cancellationToken);
            return 0;
        }));
        return command;
    }

    private static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            // The workers run already when it turns out that the address is taken. Those that nobody stops are torn down with the host, which then takes each of them for a failure.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
        await app.WaitForShutdownAsync(cancellationToken);
    }
}

using System.CommandLine;
using System.Globalization;
using ModBot.Host.Composition;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Cli;

/// <summary><c>modbot auth</c>: the accounts that the bot acts as.</summary>
internal static class AuthCommand
{
    public static Command Create() => new("auth", "Logs the bot's account in to Twitch, says how its login is, or logs it out.") { Login(), Status(), Logout() };

    /// <summary>One login in one line, without anything secret.</summary>
    public static string Describe(TwitchAccount account)
    {
        var who = $"{account.Login ?? "(unnamed)"}, {(account.IsStreamer ? "a streamer who let the bot in" : account.IsActive ? "the bot's account" : "another account for the bot")}";
        var from = account.IsFromEnvironment ? ", given by the environment" : "";
        return account.State switch
        {
            TwitchAccountState.Valid { Identity: var known } => string.Create(CultureInfo.InvariantCulture, $"{who}{from}: works; its token is renewed by itself (this one ends {known.ExpiresAt:u})"),
            TwitchAccountState.Dead => $"{who}{from}: Twitch no longer accepts it; {(account.IsStreamer ? "the streamer opens the link of `modbot channels add` again" : "run `modbot auth login`")}",
            TwitchAccountState.Unreachable unreachable => $"{who}{from}: Twitch could not be asked ({unreachable.Reason})",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Command Login()
    {
        var login = new Command("login", """
            Logs an account in: prints an address and a code, and waits until somebody logged in as the bot's account confirms the code there.

            Use an account of the bot's own, not the streamer's. The login is stored encrypted in the data folder; a running bot takes it up
            by itself. Log in again when ModBot needs another permission, or with another account to have several (Twitch:Bot says which one acts).
            """);
        login.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var device = app.Services.GetRequiredService<DeviceLogin>();
            var code = await device.StartAsync(TwitchScopes.All, cancellationToken);
            Console.WriteLine("ModBot asks Twitch for these permissions:");
            foreach (var scope in TwitchScopes.All) Console.WriteLine($"  {scope.Name,-36} to {scope.Why}");
            Console.WriteLine($"""

                Open  {code.Url}
                Log in there as the bot's account, and confirm the code  {code.UserCode}

                """);
            var result = await device.WaitAsync(code, Console.IsOutputRedirected ? null : Countdown, cancellationToken);
            if (!Console.IsOutputRedirected) Console.Write("\r" + new string(' ', 60) + "\r");
            return Report(result);
        }));
        return login;
    }

    private static Command Status()
    {
        var status = new Command("status", "Says which accounts are logged in, whether Twitch accepts them, and which permissions they lack. Exit code 0 means the bot's login works.");
        status.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var accounts = await app.Services.GetRequiredService<TwitchAccounts>().ListAsync(cancellationToken);
            if (accounts.IsEmpty) Console.WriteLine("Nobody is logged in. Run `modbot auth login`.");
            foreach (var account in accounts)
            {
                Console.WriteLine(Describe(account));
                if (account.State is not TwitchAccountState.Valid valid) continue;
                foreach (var scope in valid.Missing) Console.WriteLine($"  lacks {scope.Name}: it could not {scope.Why}. `modbot auth login` asks for it.");
            }
            return accounts.Any(account => account is { IsActive: true, State: TwitchAccountState.Valid }) ? 0 : 1;
        }));
        return status;
    }

    private static Command Logout()
    {
        var account = new Argument<string?>("login") { Description = "Whose login; may be left out when there is one only.", Arity = ArgumentArity.ZeroOrOne };
        var logout = new Command("logout", "Makes Twitch and this machine forget a login.") { account };
        logout.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            switch (await app.Services.GetRequiredService<TwitchAccounts>().LogOutAsync(parsed.GetValue(account), cancellationToken))
            {
                case LogoutResult.LoggedOut done:
                    Console.WriteLine($"{done.Login} is logged out.");
                    if (!done.IsRevoked) Console.WriteLine("Twitch could not be told; disconnect ModBot at https://www.twitch.tv/settings/connections while logged in as that account.");
                    return 0;
                case LogoutResult.WhichOne which:
                    Console.Error.WriteLine($"There are several logins; name one: {string.Join(", ", which.Logins)}.");
                    return Failures.ExitCode;
                default:
                    Console.Error.WriteLine($"There is no such login. `modbot auth status` lists them; what {TwitchLogin.AccessTokenVariable} gives is taken away by unsetting it.");
                    return Failures.ExitCode;
            }
        }));
        return logout;
    }

    private static WebApplication Build(ParseResult parsed) => BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Quiet = true });

    private static void Countdown(TimeSpan left) => Console.Write(string.Create(CultureInfo.InvariantCulture, $"\rWaiting; the code is valid for another {(int)left.TotalMinutes}:{left.Seconds:00} "));

    private static int Report(DeviceLoginResult result)
    {
        switch (result)
        {
            case DeviceLoginResult.LoggedIn { Account: var account }:
                Console.WriteLine($"{account.Login} is logged in. Next: `modbot channels add <login of the channel>`, then `modbot run`.");
                if (!account.IsKept) Console.WriteLine("But Twitch:TokenFile is empty, so the login ends with this command.");
                if (!account.IsActive) Console.WriteLine($"But another login goes first: {TwitchLogin.AccessTokenVariable} or {TwitchLogin.RefreshTokenVariable} (unset them), or the account that Twitch:Bot names.");
                return 0;
            case DeviceLoginResult.Refused:
                Console.Error.WriteLine("The login was refused on Twitch's page; nothing has changed.");
                return 1;
            default:
                Console.Error.WriteLine("Nobody confirmed the code in time. Run `modbot auth login` again.");
                return 1;
        }
    }
}

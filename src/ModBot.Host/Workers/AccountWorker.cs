using ModBot.Twitch.Auth;

namespace ModBot.Host.Workers;

/// <summary>Notices who logs in or out while ModBot runs, and keeps streamers' logins valid.</summary>
internal sealed class AccountWorker(TwitchAccounts accounts) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => accounts.RunAsync(stoppingToken);
}

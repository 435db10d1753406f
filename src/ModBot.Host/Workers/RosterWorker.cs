using ModBot.Host.Configuration;
using ModBot.Twitch;

namespace ModBot.Host.Workers;

/// <summary>Puts the policy of a channel in force when it is added, before its first message can arrive: subscribing takes longer than this.</summary>
internal sealed partial class RosterWorker(ChannelRoster roster, ChannelDirectory channels, PolicyReloadWorker policies, ILogger<RosterWorker> logger) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Here and not in ExecuteAsync, which may begin after others have read the roster.
        roster.Changed += Follow;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        roster.Changed -= Follow;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => roster.RunAsync(stoppingToken);

    private void Follow()
    {
        var now = roster.Current;
        foreach (var channel in now)
        {
            if (channel.Id is { } id) channels.Add(channel.Login, id);
        }
        policies.ReloadNow();
        LogChanged(now.Length);
    }

    [LoggerMessage(LogLevel.Information, "The list of channels has changed; there are {Count} now")]
    private partial void LogChanged(int count);
}

using ModBot.Shield;

namespace ModBot.Host.Workers;

/// <summary>Carries shields to Twitch and takes down those whose time is over, once a second. Shields that were up before a restart are up again before chat is read.</summary>
internal sealed partial class ShieldWorker(ShieldKeeper keeper, TimeProvider time, ILogger<ShieldWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        keeper.Load();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await keeper.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One shield that breaks must not leave the others up.
                LogFailed(e);
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "Shields could not be kept; they are looked at again in a second")]
    private partial void LogFailed(Exception exception);
}

using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;

namespace ModBot.Host.Workers;

/// <summary>
/// Empties the outboxes: at once when this process has written something, and every few seconds whatever a crash left. While the store is away it waits for its return.
/// </summary>
internal sealed partial class OutboxWorker(EffectRunner runner, OutboxSignal signal, ChannelDirectory channels, TimeProvider time, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), SweepAsync(stoppingToken));

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            foreach (var broadcaster in await signal.WaitAsync(stoppingToken)) await RunAsync(broadcaster, stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Only the channels that are ours: another bot may share the store.
            foreach (var broadcaster in channels.Logins.Keys) await RunAsync(broadcaster, stoppingToken);
            await Task.Delay(SweepInterval, time, stoppingToken);
        }
    }

    private async Task RunAsync(BroadcasterId broadcaster, CancellationToken stoppingToken)
    {
        try
        {
            await runner.RunAsync(broadcaster, stoppingToken);
        }
        catch (HoldStoreUnavailableException e)
        {
            LogAway(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The effect's lease brings it back; the other channels' effects must not wait for it.
            LogFailed(broadcaster, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Effects wait: the hold store is away. {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Error, "Effects of {Broadcaster} could not be carried out")]
    private partial void LogFailed(BroadcasterId broadcaster, Exception exception);
}

using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Workers;

/// <summary>Lets holds lapse that nobody decided, and deletes what is older than the channel keeps.</summary>
internal sealed partial class ExpiryWorker(IHoldStore store, ReviewDesk desk, PolicyBook policies, ChannelDirectory channels, TimeProvider time, ILogger<ExpiryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                foreach (var broadcaster in channels.Logins.Keys) await TidyAsync(broadcaster, stoppingToken);
            }
            catch (HoldStoreUnavailableException e)
            {
                LogAway(e.Message);
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task TidyAsync(BroadcasterId broadcaster, CancellationToken stoppingToken)
    {
        var expired = await desk.ExpireDueAsync(broadcaster, stoppingToken);
        if (expired > 0) LogExpired(expired, broadcaster);
        var purged = await store.PurgeAsync(broadcaster, time.GetUtcNow() - policies.For(broadcaster).Config.Holds.KeepFor, stoppingToken);
        if (purged > 0) LogPurged(purged, broadcaster);
    }

    [LoggerMessage(LogLevel.Information, "{Count} holds of {Broadcaster} lapsed undecided")]
    private partial void LogExpired(int count, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Information, "{Count} ended holds of {Broadcaster} were deleted: their time is over")]
    private partial void LogPurged(int count, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Warning, "Holds cannot lapse: the hold store is away. {Reason}")]
    private partial void LogAway(string reason);
}

using ModBot.Appeals;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Review;

namespace ModBot.Host.Workers;

/// <summary>Brings unban requests into the queue that were made while ModBot was not listening, and takes those out that were answered meanwhile: at start, and now and then.</summary>
internal sealed partial class UnbanRequestWorker(
    IUnbanRequests requests, AppealIntake appeals, ReviewDesk desk, ChannelDirectory channels, TimeProvider time, ILogger<UnbanRequestWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var readAt = new Dictionary<BroadcasterId, DateTimeOffset>();
        while (true)
        {
            try
            {
                // Channels are known once there is a login, and more may be added.
                foreach (var broadcaster in channels.Logins.Keys)
                {
                    if (readAt.TryGetValue(broadcaster, out var last) && time.GetUtcNow() - last < Interval) continue;
                    await CatchUpAsync(broadcaster, stoppingToken);
                    readAt[broadcaster] = time.GetUtcNow();
                }
            }
            catch (HoldStoreUnavailableException e)
            {
                LogAway(e.Message);
            }
            await Task.Delay(Look, time, stoppingToken);
        }
    }

    internal async Task CatchUpAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        if (await requests.ListPendingAsync(broadcaster, cancellationToken) is not { } pending) return;
        foreach (var request in pending) await appeals.TakeAsync(broadcaster, request, cancellationToken);
        foreach (var hold in await desk.ListOpenAsync(broadcaster, int.MaxValue, cancellationToken))
        {
            if (hold.Appeal?.Request is not { } request || hold.CreatedAt >= asked || pending.Any(one => one.Id == request)) continue;
            await desk.CloseOnTwitchAsync(broadcaster, hold.Id, new Ruling(RulingVerb.Expire, Reason: "request answered or withdrawn"), Actor.Twitch, open => open.Appeal is not null, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Unban requests wait: the hold store is away. {Reason}")]
    private partial void LogAway(string reason);
}

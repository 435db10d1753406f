using ModBot.Feedback;
using ModBot.Holds;

namespace ModBot.Host.Workers;

/// <summary>Writes the counts of chat away once a minute, and at the end.</summary>
internal sealed partial class ChatCountWorker(ChatTally tally, IChatCountStore store, TimeProvider time, ILogger<ChatCountWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            await FlushAsync(stoppingToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await tally.FlushAsync(store, cancellationToken);
        }
        catch (HoldStoreUnavailableException e)
        {
            LogAway(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How much chat there was cannot be written away yet: {Reason}")]
    private partial void LogAway(string reason);
}

using ModBot.Holds;
using ModBot.Host.Configuration;

namespace ModBot.Host.Workers;

/// <summary>Looks once a second whether other config files are in force, and records what changed.</summary>
internal sealed partial class SettingAuditWorker(SettingWatch watch, PolicyReloadWorker policies, TimeProvider time, ILogger<SettingAuditWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (recorded, said) = ("", "");
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            var files = policies.Loaded;
            if (files == recorded || policies.Rejected is not null) continue;
            try
            {
                await watch.RecordAsync(stoppingToken);
                (recorded, said) = (files, "");
            }
            catch (Exception e) when (e is HoldStoreUnavailableException or ConfigException or IOException or UnauthorizedAccessException)
            {
                // Tried again at the next look, which finds the same differences.
                if (said != e.Message) LogUnrecorded(e.Message);
                said = e.Message;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changed settings cannot be recorded yet: {Reason}")]
    private partial void LogUnrecorded(string reason);
}

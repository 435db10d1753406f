using ModBot.Holds;
using ModBot.Host.Configuration;

namespace ModBot.Host.Workers;

/// <summary>Looks once a second whether config files were edited, and records what changed once it is in force.</summary>
internal sealed partial class SettingAuditWorker(SettingWatch watch, PolicyLoader loader, PolicyReloadWorker policies, TimeProvider time, ILogger<SettingAuditWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (recorded, said) = ("", "");
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            var files = loader.Fingerprint();
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

using ModBot.Host.Configuration;
using ModBot.Policy;

namespace ModBot.Host.Workers;

/// <summary>
/// Puts changed config files in force while ModBot runs: validates first, swaps the whole, and keeps the last good policy when something is wrong. Files are looked at once a second, because
/// change notices do not cross container mounts.
/// </summary>
internal sealed partial class PolicyReloadWorker(PolicyLoader loader, PolicyBook policies, TimeProvider time, ILogger<PolicyReloadWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private string loaded = loader.Fingerprint();
    private volatile string? rejected;

    /// <summary>Why the files as they are now are not in force; null when they are.</summary>
    public string? Rejected => rejected;

    /// <summary>Tells apart one state of the files from another: that which was looked at last.</summary>
    public string Loaded => Volatile.Read(ref loaded);

    /// <summary>Loads the files at once, where a command or a newly joined channel cannot wait for the next look.</summary>
    public void ReloadNow()
    {
        // One at a time, or an older load could win the swap.
        lock (gate)
        {
            loaded = loader.Fingerprint();
            try
            {
                policies.Swap(loader.Load());
                rejected = null;
                LogReloaded(policies.Current.Default.Version, policies.Current.Channels.Count);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A ConfigException says what is wrong; whatever else a file may provoke must not stop a running bot either.
                rejected = e is ConfigException ? e.Message : $"The config files cannot be used: {e.Message}";
                LogRejected(rejected);
            }
        }
    }

    /// <summary>Puts what a command has just written in force, and says so.</summary>
    /// <param name="done">What the command did, as a sentence.</param>
    public string Apply(string done)
    {
        ReloadNow();
        return Rejected is null ? done : $"{done} It takes effect when the config files are in order again; the log says what is wrong.";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            if (loader.Fingerprint() != Loaded) ReloadNow();
        }
    }

    [LoggerMessage(LogLevel.Information, "Policies are in force: version {Version}, {Channels} channels")]
    private partial void LogReloaded(string version, int channels);

    [LoggerMessage(LogLevel.Error, "The changed config is wrong, so the last good one stays in force. {Reason}")]
    private partial void LogRejected(string reason);
}

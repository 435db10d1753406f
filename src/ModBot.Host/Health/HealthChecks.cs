using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModBot.Classification.Batching;
using ModBot.Holds;
using ModBot.Host.Workers;
using ModBot.Shield;
using ModBot.Twitch;

namespace ModBot.Host.Health;

/// <summary>Red while the store is away or flagged messages wait for it.</summary>
internal sealed class StoreHealthCheck(IHoldStore store, HoldQueue queue) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var report = await store.CheckAsync(cancellationToken);
        if (!report.Reachable) return HealthCheckResult.Unhealthy(string.Join(' ', report.Findings));
        return queue.Waiting > 0 ? HealthCheckResult.Unhealthy($"{queue.Waiting} flagged messages wait to be stored.") : HealthCheckResult.Healthy();
    }
}

/// <summary>Yellow while the model fails: rules go on alone.</summary>
internal sealed class ClassifierHealthCheck(Batcher batcher) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(batcher.IsHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The model fails; rules judge alone."));
}

/// <summary>Red while a channel is not read, yellow while IRC stands in for EventSub.</summary>
internal sealed class TwitchHealthCheck(TwitchHealth twitch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = twitch.Current;
        var problems = string.Join(' ', status.Problems);
        return Task.FromResult(
            status.IsHealthy ? HealthCheckResult.Healthy()
            : !status.Connected && status.ReadsOverIrc ? HealthCheckResult.Degraded($"Chat is read over IRC meanwhile. {problems}")
            : HealthCheckResult.Unhealthy(problems));
    }
}

/// <summary>Yellow while the files on disk are not what is in force.</summary>
internal sealed class ConfigHealthCheck(PolicyReloadWorker policies) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(policies.Rejected is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy());
}

/// <summary>Says how many shields are up; yellow while one that is down could not be put back on Twitch.</summary>
internal sealed class ShieldHealthCheck(Shields shields) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = shields.All;
        var (up, stuck) = (all.Count(shield => shield.IsUp), all.Count(shield => !shield.IsUp && !shield.IsSettled));
        return Task.FromResult(
            stuck > 0 ? HealthCheckResult.Degraded($"The shield is down in {Counted.Of(stuck, "channel")} where Twitch's settings could not be put back yet; the log says why.")
            : HealthCheckResult.Healthy(up > 0 ? $"The shield is up in {Counted.Of(up, "channel")}." : null));
    }
}

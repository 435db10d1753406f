using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace ModBot.Twitch.Helix;

/// <summary>
/// Keeps a Helix that fails from being hammered: when half of ten or more calls within half a minute failed, calls end at once for 5 s, and for longer each time the first call
/// after it fails too. Health is red meanwhile.
/// </summary>
internal sealed partial class HelixBreaker : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly TwitchHealth health;
    private readonly TwitchMetrics metrics;
    private readonly ILogger logger;
    private readonly ITimer recovery;
    private readonly ResiliencePipeline<HelixReply> pipeline;

    public HelixBreaker(TwitchHealth health, TwitchMetrics metrics, TimeProvider clock, ILogger<HelixBreaker> logger)
    {
        this.health = health;
        this.metrics = metrics;
        this.logger = logger;
        recovery = clock.CreateTimer(_ => health.HelixWorks(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        pipeline = new ResiliencePipelineBuilder<HelixReply> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HelixReply>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDurationGenerator = args => ValueTask.FromResult(Break(args.HalfOpenAttempts)),
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.Status >= HttpStatusCode.InternalServerError),
                OnOpened = args =>
                {
                    Opened(args.BreakDuration);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    health.HelixWorks();
                    LogClosed();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <exception cref="HelixUnavailableException">The call was not made.</exception>
    public async Task<HelixReply> RunAsync(Func<CancellationToken, Task<HelixReply>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(static async (call, token) => await call(token), call, cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw new HelixUnavailableException(e);
        }
    }

    public void Dispose() => recovery.Dispose();

    private static TimeSpan Break(int attempts)
    {
        var pause = First * Math.Pow(2, Math.Min(attempts, 10));
        return pause < Longest ? pause : Longest;
    }

    private void Opened(TimeSpan pause)
    {
        health.HelixFails("Twitch's API fails again and again; what ModBot has to do there waits.");
        metrics.HelixBroken();
        LogOpened(pause);
        // Nobody may call for hours in a quiet channel, and then nobody would learn that it works again.
        recovery.Change(pause, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Error, "Helix fails again and again; it is left alone for {Pause}")]
    private partial void LogOpened(TimeSpan pause);

    [LoggerMessage(LogLevel.Information, "Helix works again")]
    private partial void LogClosed();
}

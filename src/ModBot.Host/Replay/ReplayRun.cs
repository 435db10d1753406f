using System.Diagnostics.Metrics;
using System.Text.Json;
using ModBot.Enforcement;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Policy;
using Spectre.Console;

namespace ModBot.Host.Replay;

/// <param name="Speed">1 is the recorded pace; null as fast as possible.</param>
internal sealed record ReplayRequest(IReadOnlyList<string> Logs, string? Channel, long Limit, double? Speed, ChannelMode Mode, StoreKind Store, string? Config, bool Json);

/// <summary>One replay, from the first line of the log to the summary.</summary>
internal sealed class ReplayRun(ReplayRequest request)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("modbot-replay");
        var settings = new BotSettings
        {
            Config = request.Config,
            Store = request.Store,
            Policy = new PolicyOverride(request.Mode),
            Quiet = true,
            Overrides = new Dictionary<string, string?> { ["Data"] = folder.Path, ["Sqlite:Path"] = "modbot.db", ["Redis:KeyPrefix"] = "modbot-replay:" },
        };
        await using var app = BotBuilder.BuildParts(settings, services =>
        {
            services.AddSingleton<IEnforcer, DryRunEnforcer>();
            services.AddHostedService<OutboxWorker>();
            services.AddSingleton<IntakeMetrics>();
            services.AddSingleton<ChatIntake>();
        });
        BotBuilder.Verify(app);
        var time = app.Services.GetRequiredService<TimeProvider>();
        var source = new ChatLogSource(request.Logs, request.Channel, request.Limit, request.Speed, time);
        using var summary = new RunSummary(app.Services.GetRequiredService<IMeterFactory>(), time);
        await app.StartAsync(cancellationToken);
        await RunSummaryView.WithProgressAsync(request.Json, () => source.Sent, request.Limit, () =>
            app.Services.GetRequiredService<ChatIntake>().RunAsync(source, self: null, cancellationToken, CancellationToken.None));
        await WaitForOutboxAsync(summary, time, cancellationToken);
        var figures = summary.Read(source.Sent);
        await app.StopAsync(CancellationToken.None);
        Report(figures, source);
        if (source.Sent == 0) Console.Error.WriteLine("No message could be read: nothing was replayed.");
        return figures.Lost == 0 && source.Sent > 0 ? 0 : 1;
    }

    /// <summary>In the modes that delete, the last deletes are still on their way when the last message is decided.</summary>
    private async Task WaitForOutboxAsync(RunSummary summary, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Mode == ChannelMode.Observe) return;
        for (var i = 0; i < 100 && summary.Deletable > summary.Deleted; i++) await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
    }

    private void Report(RunFigures figures, ChatLogSource source)
    {
        if (source.FirstBadLine is { } bad) Console.Error.WriteLine($"{Counted.Of(source.BadLines, "line")} could not be read; the first: {bad}");
        if (request.Json) Console.WriteLine(JsonSerializer.Serialize(figures, RunFigures.Json));
        else RunSummaryView.Write(AnsiConsole.Console, figures);
    }
}

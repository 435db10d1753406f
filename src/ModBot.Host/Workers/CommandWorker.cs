using ModBot.Host.Commands;

namespace ModBot.Host.Workers;

/// <summary>Runs the hearing of chat commands.</summary>
internal sealed class CommandWorker(ChatCommandHandler commands) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => commands.RunAsync(stoppingToken);
}

using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>From lines to events, each of them once. Whatever cannot be read is counted and skipped: it must not cost us the connection or the next line. For one thread.</summary>
internal sealed partial class IrcReader(TimeProvider clock, IrcMetrics metrics, ILogger<IrcReader> logger)
{
    private readonly NotificationFilter filter = new(clock);

    /// <summary>The event to pass on, or null when there is none.</summary>
    public ChatEvent? Read(in IrcLine line, BroadcasterId? room)
    {
        try
        {
            var e = IrcMapping.Map(line, room, clock.GetUtcNow());
            if (e is null || filter.IsRepeated(e))
            {
                metrics.Dropped(e is null ? "unused" : "duplicate");
                return null;
            }
            metrics.Received();
            return e;
        }
        catch (FormatException e)
        {
            Malformed(e.Message);
            return null;
        }
    }

    public void Malformed(string reason = "Not a line of IRC.")
    {
        metrics.Dropped("malformed");
        LogMalformed(reason);
    }

    public void Unknown(string command)
    {
        metrics.Dropped("unknown");
        LogUnknown(command);
    }

    public void TooLarge(int count)
    {
        metrics.Dropped("too_large", count);
        LogTooLarge(count);
    }

    [LoggerMessage(LogLevel.Warning, "Skipped an unreadable line from Twitch: {Reason}")]
    private partial void LogMalformed(string reason);

    [LoggerMessage(LogLevel.Debug, "Dropped a line with the unknown command {Command}")]
    private partial void LogUnknown(string command);

    [LoggerMessage(LogLevel.Warning, "Skipped {Count} lines longer than anything Twitch documents")]
    private partial void LogTooLarge(int count);
}

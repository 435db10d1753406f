using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ModBot.Messages;

namespace ModBot.Twitch.Irc;

/// <summary>Chat over IRC. Twitch tells less there than EventSub does: nothing of its own holds, and not who deleted what.</summary>
/// <param name="run">Runs a session that writes to the given channel, until cancelled.</param>
internal sealed class IrcChatSource(Func<ChannelWriter<ChatEvent>, CancellationToken, Task> run, TwitchOptions options) : IChatSource
{
    public async IAsyncEnumerable<ChatEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A slow reader leaves the socket unread, and Twitch's own buffers take the rest: nothing is dropped on our side.
        var events = Channel.CreateBounded<ChatEvent>(
            new BoundedChannelOptions(options.QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAsync(events.Writer, stop.Token);
        try
        {
            await foreach (var e in events.Reader.ReadAllAsync(cancellationToken)) yield return e;
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    private async Task RunAsync(ChannelWriter<ChatEvent> events, CancellationToken stop)
    {
        var session = run(events, stop);
        await session.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // It ends but by cancellation or a bug; a bug is the reader's to know.
        events.Complete(session.Exception?.InnerException);
    }
}

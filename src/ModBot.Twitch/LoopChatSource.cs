using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ModBot.Messages;

namespace ModBot.Twitch;

/// <summary>Chat from Twitch. Each reader has sessions of its own, and gets everything; one reader is what Twitch's limits are made for.</summary>
/// <param name="create">Makes the loops that read, which write to the given channel.</param>
internal sealed class LoopChatSource(Func<ChannelWriter<ChatEvent>, IReadOnlyList<Func<CancellationToken, Task>>> create, int queueLength) : IChatSource
{
    public async IAsyncEnumerable<ChatEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A slow reader leaves the sockets unread, and Twitch's own buffers take the rest: nothing is dropped on our side.
        var events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(queueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAsync(events.Writer, stop);
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

    private async Task RunAsync(ChannelWriter<ChatEvent> events, CancellationTokenSource stop)
    {
        var loops = create(events).Select(run => run(stop.Token)).ToArray();
        // None ends but by cancellation or a bug; a bug of any is the reader's to know.
        await Task.WhenAny(loops);
        await stop.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        events.Complete(loops.Select(loop => loop.Exception?.InnerException).FirstOrDefault(bug => bug is not null));
    }
}

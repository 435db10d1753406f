using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ModBot.Messages;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.EventSub;

/// <summary>Chat from Twitch. Each reader has a session of its own, and gets everything; one reader is what Twitch's limits are made for.</summary>
/// <param name="create">Makes a session that writes to the given channel.</param>
internal sealed class EventSubChatSource(Func<ChannelWriter<ChatEvent>, EventSubSession> create, TokenSource tokens, TwitchOptions options) : IChatSource
{
    public async IAsyncEnumerable<ChatEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A slow reader leaves the sockets unread, and Twitch's own buffers take the rest: nothing is dropped on our side.
        var events = Channel.CreateBounded<ChatEvent>(
            new BoundedChannelOptions(options.QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });
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
        var session = create(events).RunAsync(stop.Token);
        var validation = tokens.RunAsync(stop.Token);
        // Neither ends but by cancellation or a bug; a bug of either is the reader's to know.
        var first = await Task.WhenAny(session, validation);
        await stop.CancelAsync();
        await Task.WhenAll(session, validation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        events.Complete(first.Exception?.InnerException ?? session.Exception?.InnerException);
    }
}

using System.Threading.Channels;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>Tells the outbox worker at once that a channel has new effects. A hint only: the worker also looks by itself, so nothing depends on it.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<BroadcasterId> hints = Channel.CreateBounded<BroadcasterId>(1024);

    public void Raise(BroadcasterId broadcaster) => hints.Writer.TryWrite(broadcaster);

    /// <summary>Waits for a hint; several for one channel come as one.</summary>
    public async ValueTask<IReadOnlySet<BroadcasterId>> WaitAsync(CancellationToken cancellationToken)
    {
        var raised = new HashSet<BroadcasterId> { await hints.Reader.ReadAsync(cancellationToken) };
        while (hints.Reader.TryRead(out var more)) raised.Add(more);
        return raised;
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ModBot.Sandbox.Chat;

/// <summary>What happened in the sandbox, in order: a bounded log to look back on, and a stream to follow. Thread-safe.</summary>
public sealed class SandboxEvents
{
    // A reader this far behind is not reading; it gets an error instead of a gap.
    private const int ReaderCapacity = 100_000;

    private readonly Lock gate = new();
    private readonly Queue<SandboxEvent> log = new();
    private readonly List<Channel<SandboxEvent>> readers = [];
    private readonly int capacity;

    internal SandboxEvents(int capacity) => this.capacity = capacity;

    /// <summary>The latest events, oldest first, up to <see cref="SandboxOptions.MaxLoggedEvents"/>.</summary>
    public IReadOnlyList<SandboxEvent> Recent
    {
        get
        {
            lock (gate)
                return [.. log];
        }
    }

    /// <summary>Follows what happens from now on, or from the oldest logged event on; ends when the token is cancelled.</summary>
    /// <remarks>The stream starts with this call, not with the first read: nothing between the two is missed.</remarks>
    public IAsyncEnumerable<SandboxEvent> FollowAsync(bool fromStart = false, CancellationToken cancellationToken = default)
    {
        var reader = Channel.CreateBounded<SandboxEvent>(ReaderCapacity);
        lock (gate)
        {
            if (fromStart)
            {
                foreach (var past in log)
                    reader.Writer.TryWrite(past);
            }

            readers.Add(reader);
        }

        return ReadAsync(reader, cancellationToken);
    }

    /// <summary>Waits for the first event, logged or to come, that fits.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? fits = null, CancellationToken cancellationToken = default)
        where T : SandboxEvent
    {
        await foreach (var happened in FollowAsync(fromStart: true, cancellationToken))
        {
            if (happened is T wanted && (fits is null || fits(wanted)))
                return wanted;
        }

        throw new OperationCanceledException(cancellationToken);
    }

    internal void Append(SandboxEvent happened)
    {
        lock (gate)
        {
            log.Enqueue(happened);
            if (log.Count > capacity)
                log.Dequeue();
            foreach (var reader in readers)
            {
                if (!reader.Writer.TryWrite(happened))
                    reader.Writer.TryComplete(new InvalidOperationException($"A reader of sandbox events fell {ReaderCapacity} events behind."));
            }
        }
    }

    private async IAsyncEnumerable<SandboxEvent> ReadAsync(
        Channel<SandboxEvent> reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in reader.Reader.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            lock (gate)
                readers.Remove(reader);
        }
    }
}

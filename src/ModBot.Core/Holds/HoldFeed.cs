using System.Threading.Channels;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>
/// Tells at once that a hold has been added or has changed, whoever did it by whatever surface: for pages that show them live. What another process changed in a shared store is not told. A
/// listener that does not keep up loses news, and is told that. Thread-safe.
/// </summary>
public sealed class HoldFeed
{
    private readonly Lock gate = new();
    private HoldListener[] listeners = [];

    /// <summary>Somebody has a live view of a queue open.</summary>
    public bool HasListeners => Volatile.Read(ref listeners).Length > 0;

    /// <summary>Listens from now on, until disposed.</summary>
    public HoldListener Listen()
    {
        var listener = new HoldListener(Leave);
        lock (gate) listeners = [.. listeners, listener];
        return listener;
    }

    internal void Publish(Hold hold)
    {
        var news = new HoldNews(hold.Broadcaster, hold.Id, hold.Code, hold.Version, hold.IsOpen);
        foreach (var listener in Volatile.Read(ref listeners)) listener.Tell(news);
    }

    private void Leave(HoldListener listener)
    {
        lock (gate) listeners = [.. listeners.Where(other => other != listener)];
    }
}

/// <summary>A hold as it is now, in so far as pages need to know whether they show it right.</summary>
/// <param name="Version">1 for one that is new.</param>
public readonly record struct HoldNews(BroadcasterId Broadcaster, HoldId Id, ShortCode Code, long Version, bool IsOpen);

/// <summary>One who listens to a <see cref="HoldFeed"/>. For one reader.</summary>
public sealed class HoldListener : IDisposable
{
    private const int Capacity = 4096;

    private readonly Channel<HoldNews> news = Channel.CreateBounded<HoldNews>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Action<HoldListener> leave;
    private bool lost;

    internal HoldListener(Action<HoldListener> leave) => this.leave = leave;

    /// <summary>Waits until there is something to take.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await news.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes everything there is; of each hold the last news.</summary>
    /// <param name="isComplete">False when news got lost since the last time.</param>
    public IReadOnlyCollection<HoldNews> Take(out bool isComplete)
    {
        isComplete = !Interlocked.Exchange(ref lost, false);
        var last = new Dictionary<HoldId, HoldNews>();
        while (last.Count < Capacity && news.Reader.TryRead(out var one))
        {
            // Two changes of one hold may be told in the wrong order.
            if (!last.TryGetValue(one.Id, out var known) || known.Version < one.Version) last[one.Id] = one;
        }
        return last.Values;
    }

    public void Dispose() => leave(this);

    internal void Tell(HoldNews one)
    {
        if (!news.Writer.TryWrite(one)) Volatile.Write(ref lost, true);
    }
}

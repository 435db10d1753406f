using Microsoft.Extensions.Logging;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>One shard of a conduit, to be served by whatever session is the current one. The subscriptions hang on the conduit and outlive every session.</summary>
/// <param name="siblings">The shards of this process by number; any of them may hear what concerns another.</param>
internal sealed partial class ConduitShard(int number, Conduit conduit, IReadOnlyDictionary<int, ConduitShard> siblings, ILogger<ConduitShard> logger) : ISessionPurpose
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(5);

    private readonly Signal changed = new();
    private string? servedBy;
    private bool isRefused;

    public bool MovesOver => false;

    public bool MayOverlap => true;

    public bool IsNeeded => true;

    public Task Changed => changed.Next;

    public async Task ReadyAsync(CancellationToken cancellationToken) => await conduit.IdAsync(cancellationToken);

    public TimeSpan? NextDue(string sessionId) => Volatile.Read(ref servedBy) == sessionId ? null : isRefused ? AfterRefusal : TimeSpan.Zero;

    public async Task<int> ApplyAsync(string sessionId, CancellationToken cancellationToken)
    {
        // Set first: a notice that the shard is disabled may come before the answer, and must not be lost.
        Volatile.Write(ref servedBy, sessionId);
        string? problem = "no answer";
        try
        {
            problem = await conduit.AssignAsync(number, sessionId, cancellationToken);
        }
        finally
        {
            isRefused = problem is not null;
            if (isRefused) Interlocked.CompareExchange(ref servedBy, null, sessionId);
        }
        if (problem is null)
        {
            LogServed(number, sessionId);
            return 1;
        }
        LogRefused(number, problem);
        return 0;
    }

    public void Forget() => Volatile.Write(ref servedBy, null);

    public void Revoked(SubscriptionInfo subscription) => conduit.Subscriptions.Revoked(subscription);

    public void ShardDisabled(string shard)
    {
        if (int.TryParse(shard, out var disabled) && siblings.GetValueOrDefault(disabled) is { } own) own.Disable();
    }

    private void Disable()
    {
        isRefused = false;
        Volatile.Write(ref servedBy, null);
        changed.Raise();
    }

    [LoggerMessage(LogLevel.Information, "Shard {Shard} is served by session {Session}")]
    private partial void LogServed(int shard, string session);

    [LoggerMessage(LogLevel.Warning, "Shard {Shard} could not be assigned: {Problem}")]
    private partial void LogRefused(int shard, string problem);
}

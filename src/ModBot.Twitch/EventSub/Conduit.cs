using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>
/// The conduit that this process has shards of. The process that holds shard 0 makes it, gives it its size and keeps its subscriptions; the others wait until it is there.
/// </summary>
internal sealed partial class Conduit(
    ConduitOptions options,
    Subscriptions subscriptions,
    ConduitClient client,
    HelixClient helix,
    AppTokenSource appTokens,
    ReconnectDelays delays,
    TimeProvider clock,
    ILogger<Conduit> logger)
{
    private readonly SingleFlight<string> flights = new();
    private readonly Signal lost = new();
    private string? id;

    public Subscriptions Subscriptions => subscriptions;

    /// <summary>It makes the conduit and its subscriptions.</summary>
    public bool IsKeeper => options.FirstShard == 0;

    /// <exception cref="HttpRequestException">Twitch could not be asked, or there is no conduit yet.</exception>
    public async ValueTask<string> IdAsync(CancellationToken cancellationToken) => Volatile.Read(ref id) ?? await flights.RunAsync(FindAsync, cancellationToken);

    /// <summary>Makes the session the one that serves the shard.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async Task<string?> AssignAsync(int shard, string sessionId, CancellationToken cancellationToken)
    {
        var conduit = await IdAsync(cancellationToken);
        try
        {
            return await client.AssignAsync(conduit, $"{shard}", sessionId, cancellationToken);
        }
        catch (ConduitGoneException)
        {
            Lost(conduit);
            throw;
        }
        catch (TwitchLoginException e)
        {
            // Not the bot's login, which the session answers for, but the application's.
            throw new HttpRequestException(e.Message, e);
        }
    }

    /// <summary>Keeps the subscriptions until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var delay = delays.GetEnumerator();
        string? adopted = null;
        while (true)
        {
            var next = Task.WhenAny(subscriptions.Changed, lost.Next);
            try
            {
                if (adopted is null) await subscriptions.ReadyAsync(cancellationToken);
                var conduit = await IdAsync(cancellationToken);
                if (adopted != conduit) await AdoptAsync(conduit, cancellationToken);
                adopted = conduit;
                if (subscriptions.NextDue(conduit) is { Ticks: 0 }) await subscriptions.ApplyAsync(conduit, cancellationToken);
                delay = delays.GetEnumerator();
                await WaitAsync(next, subscriptions.NextDue(conduit) ?? Timeout.InfiniteTimeSpan, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
            {
                LogFailed(e.Message);
                delay.MoveNext();
                await WaitAsync(next, delay.Current, cancellationToken);
            }
        }
    }

    private async Task<string> FindAsync()
    {
        try
        {
            var all = await client.ListAsync(CancellationToken.None);
            var found = options.Id is { Length: > 0 } wanted
                ? all.FirstOrDefault(conduit => conduit.Id == wanted) ?? throw new HttpRequestException($"The application has no conduit {wanted}, which Twitch:Conduit:Id names.")
                : all.FirstOrDefault();
            if (!IsKeeper)
            {
                if (found is null || found.ShardCount < options.FirstShard + options.Held) throw new HttpRequestException("The conduit is not there yet in its full size; the process that holds shard 0 makes it.");
            }
            else if (found is null)
            {
                found = await client.CreateAsync(options.Shards, CancellationToken.None);
            }
            else if (found.ShardCount != options.Shards)
            {
                found = await client.ResizeAsync(found.Id, options.Shards, CancellationToken.None);
            }
            Volatile.Write(ref id, found.Id);
            LogFound(found.Id, found.ShardCount);
            return found.Id;
        }
        catch (TwitchLoginException e)
        {
            // Not the bot's login, which the session answers for, but the application's.
            throw new HttpRequestException(e.Message, e);
        }
    }

    private void Lost(string conduit)
    {
        Interlocked.CompareExchange(ref id, null, conduit);
        LogLost(conduit);
        if (IsKeeper) subscriptions.Forget();
        lost.Raise();
    }

    /// <summary>Subscriptions of a conduit outlive the process that made them: what is there is not asked for again, and what nobody wants any more is ended.</summary>
    private async Task AdoptAsync(string conduit, CancellationToken cancellationToken)
    {
        var kinds = SubscriptionKind.All.ToDictionary(kind => kind.Type);
        var there = await client.SubscriptionsAsync(conduit, cancellationToken);
        subscriptions.Adopt(there
            .Where(one => one is { Status: "enabled", Id: not null, Condition.BroadcasterUserId: not null } && one.Type is { } type && kinds.ContainsKey(type) && one.Version == EventTypes.VersionOf(type))
            .Select(one => (new WantedSubscription(kinds[one.Type!], new BroadcasterId(one.Condition!.BroadcasterUserId!)), one.Id!)));
        var condition = new SubscriptionCondition(ClientId: await appTokens.ClientIdAsync(cancellationToken), ConduitId: conduit);
        var watch = new CreateSubscriptionBody(EventTypes.ShardDisabled, EventTypes.VersionOf(EventTypes.ShardDisabled), condition, new SubscriptionTransport("conduit", ConduitId: conduit));
        // Without it a shard that Twitch disables is noticed when its connection falls silent.
        if (await helix.CreateSubscriptionAsync(watch, asApp: true, HelixPriority.Normal, cancellationToken) is { IsSuccess: false, Status: not System.Net.HttpStatusCode.Conflict } refused) LogUnwatched((int)refused.Status);
    }

    private async Task WaitAsync(Task next, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(wait, clock, either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(LogLevel.Information, "Reading through conduit {Conduit} of {Shards} shards")]
    private partial void LogFound(string conduit, int shards);

    [LoggerMessage(LogLevel.Warning, "Conduit {Conduit} is gone; looking for another")]
    private partial void LogLost(string conduit);

    [LoggerMessage(LogLevel.Warning, "The subscriptions of the conduit could not be brought up to date: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(LogLevel.Warning, "Twitch does not say when it disables a shard ({Status})")]
    private partial void LogUnwatched(int status);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>
/// The one connection of this process: made at the first call, kept for good, and repaired by the driver in the background when it breaks. A call without a
/// connection fails at once, and one that gets no answer fails after <see cref="RedisStoreOptions.MaxWait"/>.
/// </summary>
internal sealed partial class RedisConnection(IOptions<RedisStoreOptions> options, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly RedisStoreOptions options = options.Value;
    private ConnectionMultiplexer? multiplexer;

    /// <summary>The endpoints, without password or options.</summary>
    public string Server { get; } = Describe(options.Value.Configuration);

    public string KeyPrefix => options.KeyPrefix;

    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var connected = Volatile.Read(ref multiplexer) ?? await ConnectAsync(cancellationToken);
            // On the system's clock and not a TimeProvider: this guards a real socket, which knows nothing of a test's time.
            var answer = await call(connected.GetDatabase()).WaitAsync(options.MaxWait, cancellationToken);
            // The driver hands out answers one after another on one thread. Leave it, so that what a caller does next holds up nobody else's answer.
            await Task.Yield();
            return answer;
        }
        catch (Exception failure) when (RedisErrors.IsOfTheStore(failure))
        {
            throw RedisErrors.Unavailable(Server, failure);
        }
    }

    /// <summary>Runs a script. All its keys belong to one channel.</summary>
    public Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        RunAsync(
            async database =>
            {
                try
                {
                    return await database.ScriptEvaluateAsync(script, keys, values);
                }
                catch (RedisServerException failure) when (failure.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
                {
                    // The server restarted and forgot its scripts. The driver has noted it now, and loads the script before this second try.
                    return await database.ScriptEvaluateAsync(script, keys, values);
                }
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await connecting.WaitAsync();
        if (multiplexer is not null) await multiplexer.CloseAsync(allowCommandsToComplete: false);
        multiplexer?.Dispose();
        connecting.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await connecting.WaitAsync(cancellationToken);
        try
        {
            if (multiplexer is not null) return multiplexer;
            var configuration = ConfigurationOptions.Parse(options.Configuration);
            // With false a server that is down gives a connection that repairs itself, instead of an exception and nothing to keep.
            configuration.AbortOnConnectFail = false;
            configuration.ConnectTimeout = (int)options.MaxWait.TotalMilliseconds;
            configuration.ReconnectRetryPolicy = new LinearRetry(500);
            configuration.ClientName ??= "ModBot";
            var connected = await ConnectionMultiplexer.ConnectAsync(configuration);
            connected.ConnectionFailed += (_, failure) => LogLost(Server, failure.FailureType);
            connected.ConnectionRestored += (_, _) => LogRestored(Server);
            Volatile.Write(ref multiplexer, connected);
            return connected;
        }
        finally
        {
            connecting.Release();
        }
    }

    private static string Describe(string configuration) =>
        string.Join(", ", ConfigurationOptions.Parse(configuration).EndPoints.Select(endpoint => endpoint switch
        {
            System.Net.DnsEndPoint named => $"{named.Host}:{named.Port}",
            _ => endpoint.ToString(),
        }));

    [LoggerMessage(LogLevel.Warning, "The connection to Redis at {Server} was lost ({Failure}); holds cannot be read or decided until it is back")]
    private partial void LogLost(string server, ConnectionFailureType failure);

    [LoggerMessage(LogLevel.Information, "The connection to Redis at {Server} is back")]
    private partial void LogRestored(string server);
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Testing;

namespace ModBot.Redis.Tests;

/// <summary>Stores over keys of one test's own, each with a connection of its own as a process has it.</summary>
internal sealed class RedisStores(RedisServerFixture server, TimeSpan? maxWait = null)
{
    private readonly List<RedisConnection> connections = [];

    public string KeyPrefix { get; } = $"test-{Guid.NewGuid():N}:";

    public RedisHoldStore Open() => Open(server.Configuration);

    public RedisHoldStore Open(string configuration) => new(Connect(configuration));

    public RedisConnection Connect() => Connect(server.Configuration);

    public async Task CloseAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync();
        connections.Clear();
    }

    private RedisConnection Connect(string configuration)
    {
        var connection = new RedisConnection(
            Options.Create(new RedisStoreOptions
            {
                Configuration = configuration,
                KeyPrefix = KeyPrefix,
                MaxWait = maxWait ?? TimeSpan.FromSeconds(10),
            }),
            NullLogger<RedisConnection>.Instance);
        connections.Add(connection);
        return connection;
    }
}

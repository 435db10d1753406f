using ModBot.Testing;

namespace ModBot.Redis.Tests;

/// <summary>Tests that share one server. Those that break theirs start one of their own.</summary>
[CollectionDefinition(Name)]
public sealed class RedisCollection : ICollectionFixture<RedisServerFixture>
{
    public const string Name = "redis-server";
}

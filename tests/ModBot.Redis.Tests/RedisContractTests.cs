using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Redis.Tests;

[Collection(RedisCollection.Name)]
public sealed class RedisHoldStoreTests(RedisServerFixture server) : HoldStoreContract
{
    private readonly RedisStores stores = new(server);

    protected override IHoldStore Open() => stores.Open();

    protected override Task CloseAsync() => stores.CloseAsync();
}

[Collection(RedisCollection.Name)]
public sealed class RedisHoldListTests(RedisServerFixture server) : HoldListContract
{
    private readonly RedisStores stores = new(server);

    protected override IHoldStore Open() => stores.Open();

    protected override Task CloseAsync() => stores.CloseAsync();
}

[Collection(RedisCollection.Name)]
public sealed class RedisOutboxTests(RedisServerFixture server) : EffectOutboxContract
{
    private readonly RedisStores stores = new(server);

    protected override IHoldStore Open() => stores.Open();

    protected override Task CloseAsync() => stores.CloseAsync();
}

using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
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

[Collection(RedisCollection.Name)]
public sealed class RedisReplaceTests(RedisServerFixture server) : HoldReplaceContract
{
    private readonly RedisStores stores = new(server);

    protected override IHoldStore Open() => stores.Open();

    protected override Task CloseAsync() => stores.CloseAsync();
}

[Collection(RedisCollection.Name)]
public sealed class RedisSettingLogTests(RedisServerFixture server) : SettingLogContract, IAsyncDisposable
{
    private readonly RedisStores stores = new(server);

    public async ValueTask DisposeAsync() => await stores.CloseAsync();

    protected override ISettingLog Open() => new RedisSettingLog(stores.Connect());
}

[Collection(RedisCollection.Name)]
public sealed class RedisChatCountStoreTests(RedisServerFixture server) : ChatCountStoreContract, IAsyncDisposable
{
    private readonly RedisStores stores = new(server);

    public async ValueTask DisposeAsync() => await stores.CloseAsync();

    protected override IChatCountStore Open() => new RedisChatCountStore(stores.Connect());
}

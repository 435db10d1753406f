using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Testing;
using StackExchange.Redis;

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
public sealed class RedisHoldChatterTests(RedisServerFixture server) : HoldChatterContract
{
    private readonly RedisStores stores = new(server);

    [Fact]
    public async Task ReadOf_HoldsOfAModBotWithoutTheIndex_AreFoundAndTheErasedAreNot()
    {
        var older = await HoldAsync(By(Some.Chatter()));
        var split = await HoldAsync(WithLines(By(Some.Chatter("latecomet", id: "810000009")), Some.Chatter()));
        var erased = await HoldAsync(By(Some.Chatter("gonecomet", id: "810000013")));
        RedisKey index = $"{stores.KeyPrefix}{{{Some.Broadcaster.Value}}}:chatters";
        await OnServerAsync(database => database.KeyDeleteAsync(index));
        var (next, kept) = Erasure.Apply(erased, [], erased.Message.Chatter.Id, Some.Instant);
        await Store.ReplaceAsync(next, kept, None);
        var newer = await HoldAsync(By(Some.Chatter()));

        var read = await OpenAnother().ReadOfAsync(Some.Broadcaster, Some.Chatter().Id, Some.Instant, None);

        Assert.Equal([older.Id, split.Id, newer.Id], read.Select(hold => hold.Id));
        var members = await OnServerAsync(database => database.SortedSetRangeByRankAsync(index));
        Assert.Equal(["", .. new[] { older, split, newer }.Select(hold => hold.Id.Value), split.Id.Value], members.Select(member => member.ToString().Split(':')[^1]));
    }

    protected override IHoldStore Open() => stores.Open();

    protected override Task CloseAsync() => stores.CloseAsync();

    private Task<T> OnServerAsync<T>(Func<IDatabase, Task<T>> call) => stores.Connect().RunAsync(call, None);
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

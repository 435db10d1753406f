using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

public sealed class InMemoryHoldStoreTests : HoldStoreContract
{
    private readonly InMemoryHoldStore store = new();

    protected override IHoldStore Open() => store;
}

public sealed class InMemoryHoldListTests : HoldListContract
{
    private readonly InMemoryHoldStore store = new();

    protected override IHoldStore Open() => store;
}

public sealed class InMemoryEffectOutboxTests : EffectOutboxContract
{
    private readonly InMemoryHoldStore store = new();

    protected override IHoldStore Open() => store;
}

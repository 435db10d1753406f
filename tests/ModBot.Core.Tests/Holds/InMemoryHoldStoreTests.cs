using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
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

public sealed class InMemoryReplaceTests : HoldReplaceContract
{
    private readonly InMemoryHoldStore store = new();

    protected override IHoldStore Open() => store;
}

public sealed class InMemoryHoldChatterTests : HoldChatterContract
{
    private readonly InMemoryHoldStore store = new();

    protected override IHoldStore Open() => store;
}

public sealed class InMemorySettingLogTests : SettingLogContract
{
    private readonly InMemorySettingLog log = new();

    protected override ISettingLog Open() => log;
}

public sealed class InMemoryChatCountStoreTests : ChatCountStoreContract
{
    private readonly InMemoryChatCountStore store = new();

    protected override IChatCountStore Open() => store;
}

using Microsoft.Extensions.Options;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Sqlite.Tests;

public sealed class SqliteHoldStoreTests : HoldStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IHoldStore Open() => Stores.At(folder.File());
}

public sealed class SqliteHoldListTests : HoldListContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IHoldStore Open() => Stores.At(folder.File());
}

public sealed class SqliteOutboxTests : EffectOutboxContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IHoldStore Open() => Stores.At(folder.File());
}

internal static class Stores
{
    public static SqliteHoldStore At(string path, bool survivePowerLoss = false, TimeSpan? lockMaxWait = null) => new(Options.Create(new SqliteStoreOptions
    {
        Path = path,
        SurvivePowerLoss = survivePowerLoss,
        LockMaxWait = lockMaxWait ?? TimeSpan.FromSeconds(5),
    }));
}

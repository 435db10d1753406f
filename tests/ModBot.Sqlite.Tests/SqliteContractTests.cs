using Microsoft.Extensions.Options;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
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

public sealed class SqliteReplaceTests : HoldReplaceContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IHoldStore Open() => Stores.At(folder.File());
}

public sealed class SqliteHoldChatterTests : HoldChatterContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IHoldStore Open() => Stores.At(folder.File());
}

public sealed class SqliteSettingLogTests : SettingLogContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteDatabase> opened = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var database in opened) await database.DisposeAsync();
        folder.Dispose();
    }

    protected override ISettingLog Open()
    {
        opened.Add(Stores.DatabaseAt(folder.File()));
        return new SqliteSettingLog(opened[^1]);
    }
}

public sealed class SqliteChatCountStoreTests : ChatCountStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteDatabase> opened = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var database in opened) await database.DisposeAsync();
        folder.Dispose();
    }

    protected override IChatCountStore Open()
    {
        opened.Add(Stores.DatabaseAt(folder.File()));
        return new SqliteChatCountStore(opened[^1]);
    }
}

internal static class Stores
{
    public static SqliteHoldStore At(string path, bool survivePowerLoss = false, TimeSpan? lockMaxWait = null) => new(DatabaseAt(path, survivePowerLoss, lockMaxWait));

    public static SqliteDatabase DatabaseAt(string path, bool survivePowerLoss = false, TimeSpan? lockMaxWait = null) => new(Options.Create(new SqliteStoreOptions
    {
        Path = path,
        SurvivePowerLoss = survivePowerLoss,
        LockMaxWait = lockMaxWait ?? TimeSpan.FromSeconds(5),
    }));
}

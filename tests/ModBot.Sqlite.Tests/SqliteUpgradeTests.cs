using Microsoft.Data.Sqlite;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Sqlite.Tests;

/// <summary>Files that an older ModBot wrote.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_FileOfVersion2_KnowsWhoSentWhat()
    {
        var comet = Some.Chatter("latecomet", id: "810000009");
        var own = Some.Hold();
        var split = Some.Hold(Some.Message(from: comet));
        split = split with { Decision = split.Decision with { Lines = [HeldLine.Of(Some.Message()), HeldLine.Of(Some.Message())] } };
        var erased = Some.Hold(Some.Message(from: new Chatter(Actor.Erased.Id, "erased", "erased")));
        await using (var before = Stores.At(folder.File()))
        {
            foreach (var hold in new[] { own, split, erased }) await AddAsync(before, hold);
        }
        // Version 2 is this one without what came after it.
        using (var connection = new SqliteConnection($"Data Source={folder.File()};Pooling=False"))
        {
            connection.Open();
            connection.Execute("""
                DROP TABLE hold_chatter;
                DROP TABLE effect;
                CREATE TABLE effect (
                    position    INTEGER PRIMARY KEY AUTOINCREMENT,
                    broadcaster TEXT NOT NULL,
                    lease_until INTEGER NOT NULL DEFAULT 0,
                    attempt     INTEGER NOT NULL DEFAULT 0,
                    json        TEXT NOT NULL);
                PRAGMA user_version = 2
                """);
        }

        await using var store = Stores.At(folder.File());

        Assert.Equal([own.Id, split.Id], await ReadAsync(store, Some.Chatter().Id));
        Assert.Equal([split.Id], await ReadAsync(store, comet.Id));
        Assert.Empty(await ReadAsync(store, Actor.Erased.Id));
    }

    private static Task AddAsync(SqliteHoldStore store, Hold hold) =>
        store.AddAsync(hold, new HistoryEntry(1, Some.Instant, Some.Moderator, HistoryAction.Held), [], CancellationToken.None);

    private static async Task<IEnumerable<HoldId>> ReadAsync(SqliteHoldStore store, ChatterId chatter) =>
        (await store.ReadOfAsync(Some.Broadcaster, chatter, Some.Instant, CancellationToken.None)).Select(hold => hold.Id);
}

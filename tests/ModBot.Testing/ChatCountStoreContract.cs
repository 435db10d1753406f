using ModBot.Feedback;
using ModBot.Messages;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes the counts of chat: sums by day and channel, whoever adds.</summary>
public abstract class ChatCountStoreContract
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    /// <summary>Opens a store over this test's own data; called again, one more over the same data.</summary>
    protected abstract IChatCountStore Open();

    [Fact]
    public async Task Read_SeveralDaysAndWriters_SumsTheDaysAskedFor()
    {
        IChatCountStore[] stores = [Open(), Open()];
        await stores[0].AddAsync(Some.Broadcaster, Monday, Counts(("messages", 100), ("bullying:3", 2)), default);
        await stores[1].AddAsync(Some.Broadcaster, Monday, Counts(("messages", 50)), default);
        await stores[0].AddAsync(Some.Broadcaster, Monday.AddDays(1), Counts(("messages", 7), ("bullying:3", 1)), default);
        await stores[0].AddAsync(Some.Broadcaster, Monday.AddDays(2), Counts(("messages", 1000)), default);
        await stores[0].AddAsync(new BroadcasterId("810000002"), Monday, Counts(("messages", 9)), default);

        Assert.Equal(Counts(("messages", 157), ("bullying:3", 3)), await stores[1].ReadAsync(Some.Broadcaster, Monday, Monday.AddDays(1), default));
    }

    [Fact]
    public async Task Read_NothingCounted_IsEmpty()
    {
        Assert.Empty(await Open().ReadAsync(Some.Broadcaster, Monday, Monday, default));
        Assert.Empty(await Open().ReadAsync(Some.Broadcaster, Monday, Monday.AddDays(-1), default));
    }

    private static Dictionary<string, long> Counts(params (string Name, long Count)[] counts) => counts.ToDictionary(count => count.Name, count => count.Count);
}

using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Core.Tests.Feedback;

public sealed class ChatTallyTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Some.Instant.UtcDateTime);

    private readonly InMemoryChatCountStore store = new();
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly ChatTally tally;

    public ChatTallyTests() => tally = new ChatTally(SomePolicy.Thresholds, time);

    [Fact]
    public async Task Flush_ScoredMessages_CountsEachUnderTheLowestLevelThatHoldsIt()
    {
        Count(0.1f, 0.65f, 0.75f, 0.95f);
        tally.Count(Some.Broadcaster, Some.Decision() with { Scores = null });

        await tally.FlushAsync(store, default);

        var chat = await ReadAsync();
        Assert.Equal(4, chat.Messages);
        Assert.Equal([0, 1, 1, 2, 3], Enumerable.Range(0, 5).Select(level => chat.HeldAt(Category.Bullying, level)));
        Assert.Equal(0, chat.HeldAt(Category.Aggression, 4));
    }

    [Fact]
    public async Task Flush_StoreAway_KeepsWhatWasCounted()
    {
        Count(0.95f);
        store.IsDown = true;
        await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => tally.FlushAsync(store, default));
        store.IsDown = false;
        Count(0.1f);

        await tally.FlushAsync(store, default);
        await tally.FlushAsync(store, default);

        Assert.Equal((2, 1), ((await ReadAsync()).Messages, (await ReadAsync()).HeldAt(Category.Bullying, 1)));
    }

    [Fact]
    public async Task Flush_OverMidnight_KeepsDaysApart()
    {
        Count(0.1f);
        time.Advance(TimeSpan.FromDays(1));
        Count(0.1f, 0.1f);

        await tally.FlushAsync(store, default);

        Assert.Equal(1, (await ReadAsync()).Messages);
        Assert.Equal(2, new ChatCounts(await store.ReadAsync(Some.Broadcaster, Today.AddDays(1), Today.AddDays(1), default)).Messages);
    }

    private void Count(params float[] bullying)
    {
        foreach (var score in bullying)
        {
            var scores = default(CategoryScores);
            scores[Category.Bullying] = score;
            tally.Count(Some.Broadcaster, Some.Decision() with { Scores = scores });
        }
    }

    private async Task<ChatCounts> ReadAsync() => new(await store.ReadAsync(Some.Broadcaster, Today, Today, default));
}

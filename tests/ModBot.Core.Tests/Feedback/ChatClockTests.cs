using System.Globalization;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Core.Tests.Feedback;

/// <summary>When there was chat, and when there were streams.</summary>
public sealed class ChatClockTests
{
    private readonly InMemoryChatCountStore store = new();
    private readonly ManualTimeProvider time = new(At("00:00"));
    private readonly ChatTally tally;

    public ChatClockTests() => tally = new ChatTally(SomePolicy.Thresholds, time);

    [Fact]
    public async Task Read_MessagesOverMidnight_AreInTheirSlots()
    {
        Chat("23:51:30", 2);
        Chat("23:59:59", 1, scored: false);
        Chat("1.00:00", 3);

        var clock = await ReadAsync("23:00", "1.01:00");

        Assert.Equal([(At("23:50"), 3L), (At("1.00:00"), 3L)], clock.Slots.Select(slot => (slot.Key, slot.Value)));
        Assert.Equal((3, 6), (clock.MessagesIn(At("23:55"), At("1.00:00")), clock.MessagesIn(At("23:00"), At("1.01:00"))));
    }

    [Fact]
    public async Task Read_ScoredMessages_AreCountedByLevelBesides()
    {
        Chat("18:00", 4);
        Chat("18:05", 1, scored: false);

        var clock = await ReadAsync("17:00", "19:00");

        Assert.Equal((4, 4, 0), (clock.Counts.Messages, clock.Counts.HeldAt(Category.Bullying, 4), clock.Counts.HeldAt(Category.Aggression, 4)));
    }

    [Fact]
    public async Task Streams_HeardFromBeginningToEnd_AreThese()
    {
        Mark("18:00:30", isOnline: true);
        Mark("22:10:15", isOnline: false);
        Mark("1.18:00", isOnline: true);

        Assert.Equal([new StreamSpan(At("18:00:30"), At("22:10:15")), new StreamSpan(At("1.18:00"), null)], (await ReadAsync("00:00", "1.20:00")).Streams);
    }

    [Fact]
    public async Task Streams_ShortBreak_IsOneStream()
    {
        Mark("18:00", isOnline: true);
        Mark("19:00", isOnline: false);
        Mark("19:15", isOnline: true);
        Mark("20:00", isOnline: false);
        Mark("20:15:01", isOnline: true);

        Assert.Equal([new StreamSpan(At("18:00"), At("20:00")), new StreamSpan(At("20:15:01"), null)], (await ReadAsync("00:00", "1.00:00")).Streams);
    }

    [Fact]
    public async Task Streams_EndNotHeard_EndWithTheLastChat()
    {
        Mark("18:00", isOnline: true);
        Chat("20:34", 5);
        Mark("1.18:00", isOnline: true);

        Assert.Equal([new StreamSpan(At("18:00"), At("20:40")), new StreamSpan(At("1.18:00"), null)], (await ReadAsync("00:00", "1.20:00")).Streams);
    }

    [Fact]
    public async Task Streams_BeginningNotHeard_BeginWithTheChatThatWentOn()
    {
        Chat("12:00", 1);
        Chat("18:02", 1);
        Chat("18:45", 1);
        Chat("19:40", 1);
        Mark("20:00", isOnline: false);

        Assert.Equal([new StreamSpan(At("18:00"), At("20:00"))], (await ReadAsync("00:00", "1.00:00")).Streams);
    }

    [Fact]
    public async Task Streams_EndOfOneThatNothingIsKnownOf_AreNone()
    {
        Mark("20:00", isOnline: false);

        Assert.Empty((await ReadAsync("00:00", "1.00:00")).Streams);
    }

    [Fact]
    public async Task Streams_ToldTwice_AreOne()
    {
        Mark("18:00", isOnline: true);
        Chat("18:00:10", 1);
        Mark("18:00:40", isOnline: true);
        Mark("20:00", isOnline: false);

        Assert.Equal([new StreamSpan(At("18:00"), At("20:00"))], (await ReadAsync("00:00", "1.00:00")).Streams);
    }

    [Fact]
    public async Task Note_OtherNews_CountsNothing()
    {
        tally.Note(new ChatEvent.ChannelNews(Some.Broadcaster, ChannelNewsKind.Raid, null, null));
        await tally.FlushAsync(store, default);

        Assert.Empty(await store.ReadAsync(Some.Broadcaster, DateOnly.FromDateTime(At("18:00").UtcDateTime), DateOnly.FromDateTime(At("18:00").UtcDateTime), default));
    }

    /// <summary>A moment of the test's day, <c>18:00</c>, or of the one after, <c>1.18:00</c>.</summary>
    private static DateTimeOffset At(string time) => new DateTimeOffset(2026, 9, 3, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(time, CultureInfo.InvariantCulture);

    private void Chat(string at, int messages, bool scored = true)
    {
        MoveTo(at);
        var scores = default(CategoryScores);
        scores[Category.Bullying] = 0.65f;
        for (var i = 0; i < messages; i++) tally.Count(Some.Broadcaster, Some.Decision() with { Scores = scored ? scores : null });
    }

    private void Mark(string at, bool isOnline)
    {
        MoveTo(at);
        tally.Note(new ChatEvent.ChannelNews(Some.Broadcaster, isOnline ? ChannelNewsKind.StreamOnline : ChannelNewsKind.StreamOffline, null, null));
    }

    private void MoveTo(string at) => time.Advance(At(at) - time.GetUtcNow());

    private async Task<ChatClock> ReadAsync(string from, string to)
    {
        await tally.FlushAsync(store, default);
        return await ChatClock.ReadAsync(store, Some.Broadcaster, At(from), At(to), default);
    }
}

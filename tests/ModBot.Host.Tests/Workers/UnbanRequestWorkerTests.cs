using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Appeals;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Host.Tests.Workers;

public sealed class UnbanRequestWorkerTests : IDisposable, IUnbanRequests
{
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();
    private readonly UnbanRequestWorker worker;

    public UnbanRequestWorkerTests()
    {
        var (policies, metrics) = (SomePolicy.Book(new ModerationConfig()), new HoldMetrics(meters));
        var desk = new ReviewDesk(store, policies, new OutboxSignal(), metrics, time);
        worker = new UnbanRequestWorker(this, new AppealIntake(store, policies, metrics, time), desk, new ChannelDirectory(), time, NullLogger<UnbanRequestWorker>.Instance);
    }

    private IReadOnlyList<UnbanRequest>? Pending { get; set; } = [];

    public void Dispose()
    {
        worker.Dispose();
        meters.Dispose();
    }

    public Task<IReadOnlyList<UnbanRequest>?> ListPendingAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) => Task.FromResult(Pending);

    [Fact]
    public async Task CatchUp_RequestsThatWait_AreInTheQueueOnce()
    {
        Pending = [Request("1"), Request("2")];

        await CatchUpAsync();
        await CatchUpAsync();

        Assert.Equal(["1", "2"], (await OpenAsync()).Select(hold => hold.Appeal!.Request!.Value.Value));
    }

    [Fact]
    public async Task CatchUp_RequestsAnsweredMeanwhile_LeaveTheQueueAndOthersStay()
    {
        Pending = [Request("1"), Request("2")];
        await CatchUpAsync();
        var hold = Some.Hold(Some.Message("rude"));
        await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default);
        Pending = [Request("2")];

        await CatchUpAsync();

        Assert.Equal(["2", null], (await OpenAsync()).Select(open => open.Appeal?.Request?.Value).Order(StringComparer.Ordinal).Reverse());
        var closed = (await store.FindAsync(Some.Broadcaster, new HoldId("1"), default))!;
        Assert.Equal((HoldState.Expired, true), (closed.State, closed.Resolution!.IsOnTwitch));
    }

    [Fact]
    public async Task CatchUp_TwitchDoesNotSay_LeavesTheQueueAsItIs()
    {
        Pending = [Request("1")];
        await CatchUpAsync();
        Pending = null;

        await CatchUpAsync();

        Assert.Single(await OpenAsync());
    }

    private Task CatchUpAsync()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        return worker.CatchUpAsync(Some.Broadcaster, default);
    }

    private Task<IReadOnlyList<Hold>> OpenAsync() => store.ListOpenAsync(Some.Broadcaster, 10, default);

    private static UnbanRequest Request(string id) => new(new UnbanRequestId(id), Some.Chatter($"viewer{id}", id: id), "let me in", Some.Instant);
}

using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

public sealed class HoldFeedTests
{
    private readonly HoldFeed feed = new();
    private readonly IHoldStore store;

    public HoldFeedTests() => store = new AnnouncingHoldStore(new InMemoryHoldStore(), feed);

    [Fact]
    public async Task Store_AddAndChange_AreTold()
    {
        using var listener = feed.Listen();
        var hold = await AddAsync();
        Assert.Equal([new HoldNews(hold.Broadcaster, hold.Id, hold.Code, 1, IsOpen: true)], listener.Take(out _));
        await ResolveAsync(hold);
        await listener.WaitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([new HoldNews(hold.Broadcaster, hold.Id, hold.Code, 2, IsOpen: false)], listener.Take(out _));
    }

    [Fact]
    public void HasListeners_UntilTheLastOneLeaves()
    {
        Assert.False(feed.HasListeners);
        var first = feed.Listen();
        using (feed.Listen()) first.Dispose();
        Assert.False(feed.HasListeners);
        using var last = feed.Listen();
        Assert.True(feed.HasListeners);
    }

    [Fact]
    public async Task Store_WhatChangesNothing_IsNotTold()
    {
        var hold = await AddAsync();
        await ResolveAsync(hold);
        using var listener = feed.Listen();
        await store.AddAsync(hold, Entry(hold), [], default);
        await ResolveAsync(hold);
        Assert.Empty(listener.Take(out var isComplete));
        Assert.True(isComplete);
    }

    [Fact]
    public async Task Store_HoldReplaced_IsTold()
    {
        var hold = await AddAsync();
        using var listener = feed.Listen();
        var (erased, history) = Erasure.Apply(hold, [Entry(hold)], hold.Message.Chatter.Id, Some.Instant);
        await store.ReplaceAsync(erased, history, default);
        Assert.Equal(2, Assert.Single(listener.Take(out _)).Version);
    }

    [Fact]
    public async Task Take_SeveralChangesOfOneHold_AreOne()
    {
        using var listener = feed.Listen();
        var hold = await AddAsync();
        await ResolveAsync(hold);
        Assert.Equal(2, Assert.Single(listener.Take(out _)).Version);
    }

    [Fact]
    public async Task Listener_ThatDoesNotKeepUp_IsToldThatNewsGotLost()
    {
        using var listener = feed.Listen();
        for (var i = 0; i < 5_000; i++) await AddAsync();
        Assert.Equal(4096, listener.Take(out var isComplete).Count);
        Assert.False(isComplete);
        Assert.Empty(listener.Take(out isComplete));
        Assert.True(isComplete);
    }

    [Fact]
    public async Task Listener_ThatLeft_HearsNothing()
    {
        var listener = feed.Listen();
        listener.Dispose();
        await AddAsync();
        Assert.Empty(listener.Take(out _));
    }

    [Fact]
    public void AnnounceHolds_StoreOfAContainer_IsWrapped()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHoldStore, InMemoryHoldStore>();
        services.AnnounceHolds();
        using var provider = services.BuildServiceProvider();
        Assert.IsType<AnnouncingHoldStore>(provider.GetRequiredService<IHoldStore>());
        Assert.NotNull(provider.GetRequiredService<HoldFeed>());
    }

    private static HistoryEntry Entry(Hold hold) => new(hold.Version, Some.Instant, Actor.ModBot, HistoryAction.Held);

    private async Task<Hold> AddAsync()
    {
        var hold = Some.Hold();
        return (await store.AddAsync(hold, Entry(hold), [], default)).Hold;
    }

    private Task ResolveAsync(Hold hold)
    {
        var (next, entry, effects) = HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Deny, Some.Instant);
        return store.ChangeAsync(next, entry, effects, default);
    }
}

using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Context;

/// <summary>The chat around a hold, from the pipeline to the store.</summary>
public sealed class HoldContextTests
{
    private static readonly ModerationConfig Config = new() { Mode = ChannelMode.Hold, Level = 0, Rules = new RulesConfig { Terms = new() { Blocked = ["zzrude"] } }, Context = new ContextConfig { Lines = 2 } };

    [Fact]
    public async Task HeldMessage_InChat_IsStoredWithTheLinesBeforeIt()
    {
        await using var bed = new PipelineBed(Config);
        var hold = await HoldAsync(bed);

        Assert.Equal(["two", "three"], (await bed.FindAsync(hold)).Context!.Before.Select(line => line.Text));
    }

    [Fact]
    public async Task LinesAfter_AreReadLiveAndStoredWithTheNextChange()
    {
        await using var bed = new PipelineBed(Config);
        var hold = await HoldAsync(bed);
        await bed.SayAsync("four");
        await bed.SayAsync("five");
        Assert.Empty((await bed.FindAsync(hold)).Context!.After);
        Assert.Equal(["four", "five"], bed.Desk.ContextOf(hold)!.After.Select(line => line.Text));

        Assert.IsType<ReviewResult.Done>(await bed.ResolveAsync(hold, Ruling.Deny));

        Assert.Equal(["four", "five"], (await bed.FindAsync(hold)).Context!.After.Select(line => line.Text));
    }

    [Fact]
    public async Task HeldByTwitch_HasItsContextToo()
    {
        await using var bed = new PipelineBed(Config);
        await bed.SayAsync("before");

        var outcome = await bed.Pipeline.HandleAsync(new ChatEvent.HeldByTwitch(Some.Message("held"), new TwitchHold("automod", "bullying", 3, [])), default);

        Assert.Equal("before", outcome.Hold!.Context!.Before.Single().Text);
    }

    [Fact]
    public async Task NoLines_StoreNoContext()
    {
        await using var bed = new PipelineBed(Config with { Context = new ContextConfig { Lines = 0 } });

        Assert.Null((await HoldAsync(bed)).Context);
    }

    [Fact]
    public async Task Bystander_WhoIsForgotten_LeavesAnEmptyLineAndTheHold()
    {
        await using var bed = new PipelineBed(Config);
        var hold = await HoldAsync(bed);
        await bed.SayAsync("four", id: "4");
        await bed.ResolveAsync(hold, Ruling.Deny);
        hold = await bed.FindAsync(hold);
        var history = await bed.Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default);

        foreach (var bystander in new[] { "3", "4" })
        {
            Assert.True(Erasure.Concerns(hold, history, new ChatterId(bystander)));
            (hold, history) = Erasure.Apply(hold, history, new ChatterId(bystander), bed.Time.GetUtcNow());
            Assert.False(Erasure.Concerns(hold, history, new ChatterId(bystander)));
        }

        Assert.Equal(["two", "", ""], hold.Context!.Before.Concat(hold.Context.After).Select(line => line.Text));
        Assert.Equal(["chatter2", "erased", "erased"], hold.Context!.Before.Concat(hold.Context.After).Select(line => line.Chatter.Login));
        Assert.Equal(("a zzrude thing", HoldState.Denied), (hold.Message.Text, hold.State));
    }

    [Fact]
    public async Task Sender_WhoIsForgotten_TakesTheContextAlong()
    {
        await using var bed = new PipelineBed(Config);
        var hold = await HoldAsync(bed);
        await bed.SayAsync("four");

        var (erased, _) = Erasure.Apply(hold, [], hold.Message.Chatter.Id, bed.Time.GetUtcNow());

        Assert.Null(erased.Context);
        // What this process still knows of it does not come back.
        Assert.Null(bed.Desk.ContextOf(erased));
    }

    private static async Task<Hold> HoldAsync(PipelineBed bed)
    {
        await bed.SayAsync("one", id: "1");
        await bed.SayAsync("two", id: "2");
        await bed.SayAsync("three", id: "3");
        return (await bed.SayAsync("a zzrude thing", id: "9")).Hold!;
    }
}

using ModBot.Classification;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Shield;

/// <summary>From messages to a raised policy and back.</summary>
public sealed class ShieldPipelineTests : IAsyncLifetime
{
    private const string Advert = "come and see my new channel everyone";

    private readonly PipelineBed bed = new(new ModerationConfig { Mode = ChannelMode.Enforce, Level = 1, Enforce = new EnforceConfig { Level = 3, Verdict = Verdict.Ban } });

    public Task InitializeAsync() => bed.ChatAsync();

    public Task DisposeAsync() => bed.DisposeAsync().AsTask();

    [Fact]
    public async Task HandleAsync_Surge_RaisesLevelsAndHoldsFirstMessagesUntilItIsCalm()
    {
        // Held from 0.9 at level 1 and from 0.6 at level 4; the channel acts from 0.9 on.
        bed.Model.Score("so so", Category.Bullying, 0.7f);
        var before = await bed.SayAsync("so so", "r1");
        await RaidAsync();

        var during = await bed.SayAsync("so so", "r2");
        var newcomer = await bed.SayAsync("hello there", "n99");
        bed.Time.Advance(TimeSpan.FromMinutes(5));
        await bed.SayAsync("good evening", "r4");
        var after = await bed.SayAsync("so so", "r3");
        var lateNewcomer = await bed.SayAsync("hello there", "n100");

        Assert.Equal([Verdict.Allow, Verdict.Hold, Verdict.Allow], ((MessageOutcome[])[before, during, after]).Select(outcome => outcome.Decision.Verdict));
        Assert.Equal(["test", "test+shield", "test"], ((MessageOutcome[])[before, during, after]).Select(outcome => outcome.Decision.PolicyVersion));
        Assert.Equal((MessageEndState.Held, "newcomers", MessageEndState.Passed), (newcomer.EndState, newcomer.Hold!.Source, lateNewcomer.EndState));
    }

    [Fact]
    public async Task HandleAsync_SurgeInModeEnforce_BansAndTimesOutNobodyByItself()
    {
        bed.Model.Score("so so", Category.Bullying, 0.85f); // Enforce.Level alone would ban from 0.7
        await RaidAsync();
        for (var i = 0; i < 10; i++) await bed.SayAsync("so so", $"m{i}");
        await bed.RunOutboxAsync();

        Assert.All(bed.Enforcer.Acts, act => Assert.StartsWith("delete ", act, StringComparison.Ordinal));
        Assert.NotEmpty(bed.Enforcer.Acts);
    }

    [Fact]
    public async Task HandleAsync_FriendlyRaidOnTwitchWithOrdinaryChat_PutsNothingUp()
    {
        bed.Surges.Expect(Some.Broadcaster, bed.Time.GetUtcNow());

        for (var i = 0; i < 60; i++) await bed.SayAsync(i % 2 == 0 ? Advert : $"hello from the {i}th of us", $"n{i}");

        Assert.False(bed.Shields.Of(Some.Broadcaster).IsUp);
    }

    private async Task RaidAsync()
    {
        for (var i = 0; i < 15; i++) await bed.SayAsync(Advert, $"n{i}");
        Assert.True(bed.Shields.Of(Some.Broadcaster).IsUp);
    }
}

using ModBot.Enforcement;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

/// <summary>What senders are told of their held messages, from the pipeline to what is said in chat.</summary>
public sealed class SenderNoticeTests
{
    private static readonly SenderNoticeConfig Notice = new() { Enabled = true, Held = "@{user} it waits", Approved = "@{user} it is back", Denied = "@{user} it stays out" };

    private static readonly ModerationConfig Config = new() { Mode = ChannelMode.Hold, Level = 0, Rules = new RulesConfig { Terms = new() { Blocked = ["zzrude"] } }, SenderNotice = Notice };

    [Fact]
    public async Task HeldMessage_IsDeletedAndItsSenderTold()
    {
        await using var bed = new PipelineBed(Config);
        var hold = await HoldAsync(bed);

        Assert.Equal([$"delete {hold.Message.Id}", "say @chatter9 it waits"], bed.Enforcer.Acts);
    }

    [Fact]
    public async Task NoticesAreOffByDefault()
    {
        await using var bed = new PipelineBed(Config with { SenderNotice = new SenderNoticeConfig() });
        await HoldAsync(bed);

        Assert.DoesNotContain(bed.Enforcer.Acts, IsSaid);
    }

    [Theory]
    [InlineData(RulingVerb.Approve, "say @chatter9 it is back")]
    [InlineData(RulingVerb.Deny, "say @chatter9 it stays out")]
    public async Task DecidedMessage_ItsSenderIsToldHow(RulingVerb verb, string said)
    {
        await using var bed = new PipelineBed(Config);
        var hold = await HoldAsync(bed);

        await bed.ResolveAsync(hold, new Ruling(verb));
        await bed.RunOutboxAsync();

        Assert.Equal(said, bed.Enforcer.Acts[^1]);
    }

    [Fact]
    public async Task SameSender_IsToldOnceInTenMinutes()
    {
        await using var bed = new PipelineBed(Config);
        await HoldAsync(bed);
        await HoldAsync(bed);
        Assert.Single(bed.Enforcer.Acts, IsSaid);

        bed.Time.Advance(TimeSpan.FromMinutes(10));
        await HoldAsync(bed);

        Assert.Equal(2, bed.Enforcer.Acts.Count(IsSaid));
    }

    [Fact]
    public async Task ManySenders_AreFiveAMinute()
    {
        await using var bed = new PipelineBed(Config);
        for (var i = 0; i < 8; i++) await HoldAsync(bed, $"{i}");

        Assert.Equal(5, bed.Enforcer.Acts.Count(IsSaid));
    }

    [Fact]
    public async Task ObservedMessage_NobodyIsTold()
    {
        await using var bed = new PipelineBed(Config with { Mode = ChannelMode.Observe });
        await HoldAsync(bed);

        Assert.Empty(bed.Enforcer.Acts);
    }

    [Fact]
    public async Task DeleteThatTwitchRefuses_NobodyIsTold()
    {
        await using var bed = new PipelineBed(Config);
        bed.Enforcer.Answer = act => act.StartsWith("delete", StringComparison.Ordinal) ? new EnforcementResult.Refused("too old") : null;
        await HoldAsync(bed);

        Assert.DoesNotContain(bed.Enforcer.Acts, IsSaid);
    }

    [Fact]
    public async Task DecidedBeforeItCouldBeSaid_WhatIsNotSoAnyMoreIsNotSaid()
    {
        await using var bed = new PipelineBed(Config with { SenderNotice = Notice with { Approved = null } });
        var hold = (await bed.SayAsync("zzrude", id: "9")).Hold!;
        await bed.ResolveAsync(hold, Ruling.Approve);
        await bed.RunOutboxAsync();

        Assert.DoesNotContain("say @chatter9 it waits", bed.Enforcer.Acts);
    }

    [Fact]
    public async Task ReplyThatWasLost_IsNeverSaidTwice()
    {
        await using var bed = new PipelineBed(Config);
        bed.Enforcer.Answer = act => IsSaid(act) ? new EnforcementResult.Failed("no answer") : null;
        await HoldAsync(bed);
        bed.Time.Advance(TimeSpan.FromMinutes(5));
        await bed.RunOutboxAsync();

        Assert.Single(bed.Enforcer.Acts, IsSaid);
    }

    [Fact]
    public async Task ProcessThatDiedAfterSayingIt_DoesNotSayItAgain()
    {
        await using var bed = new PipelineBed(Config);
        await bed.SayAsync("zzrude", id: "9");
        var leased = await bed.Store.LeaseEffectsAsync(Some.Broadcaster, 10, bed.Time.GetUtcNow(), TimeSpan.FromSeconds(20), default);
        Assert.Contains(leased, effect => effect.Effect.Kind == EffectKind.TellSender);
        bed.Time.Advance(TimeSpan.FromSeconds(21));

        await bed.RunOutboxAsync();

        Assert.DoesNotContain(bed.Enforcer.Acts, IsSaid);
    }

    [Fact]
    public async Task RaidCard_NobodyIsTold()
    {
        await using var bed = new PipelineBed(Config with { Raids = new RaidsConfig { Limit = 3 } });
        await bed.ChatAsync();
        for (var i = 0; i < 6; i++) await bed.SayAsync("come and see my wonderful new channel now", $"n{i}");
        Assert.Contains(await bed.Store.ListOpenAsync(Some.Broadcaster, 10, default), hold => hold.RaidSize is not null);

        await bed.RunOutboxAsync();

        Assert.DoesNotContain(bed.Enforcer.Acts, IsSaid);
    }

    [Fact]
    public async Task ShieldUp_NobodyIsTold()
    {
        await using var bed = new PipelineBed(Config);
        bed.Policies.Shield(Some.Broadcaster, isUp: true);
        await HoldAsync(bed);

        Assert.DoesNotContain(bed.Enforcer.Acts, IsSaid);
    }

    private static async Task<Hold> HoldAsync(PipelineBed bed, string id = "9")
    {
        var hold = (await bed.SayAsync("a zzrude thing", id)).Hold!;
        await bed.RunOutboxAsync();
        return await bed.FindAsync(hold);
    }

    private static bool IsSaid(string act) => act.StartsWith("say @", StringComparison.Ordinal);
}

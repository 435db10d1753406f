using ModBot.Messages;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Core.Tests.Shield;

/// <summary>When a shield goes up and when it goes down.</summary>
public sealed class ShieldsTests : IDisposable
{
    private readonly ShieldBed bed = new();

    private string Version => bed.Policies.For(Some.Broadcaster).Version;

    public void Dispose() => bed.Dispose();

    [Fact]
    public void See_Surge_IsInForceAtOnce()
    {
        bed.See();

        Assert.Equal("test+shield", Version);
        Assert.Equal((Actor.ModBot, SurgeSign.Raid), (bed.Shield.By, bed.Shield.Cause));
    }

    [Fact]
    public void Expire_CalmForLongEnough_GoesDownAndMayComeUpAgainAtOnce()
    {
        bed.See();
        Expire(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True(bed.Shield.IsUp);

        Expire(TimeSpan.FromTicks(1));
        Assert.Equal((false, "test"), (bed.Shield.IsUp, Version));

        bed.See();
        Assert.True(bed.Shield.IsUp);
    }

    [Fact]
    public void Expire_SurgeWithoutEnd_GoesDownAfterTheLongestTimeAndRestsAsLong()
    {
        for (var i = 0; i < 20; i++)
        {
            bed.See();
            Expire(TimeSpan.FromMinutes(3));
        }
        Assert.False(bed.Shield.IsUp);

        bed.See();
        bed.Time.Advance(TimeSpan.FromMinutes(59));
        bed.See();
        Assert.False(bed.Shield.IsUp);

        bed.Time.Advance(TimeSpan.FromMinutes(1));
        bed.See();
        Assert.True(bed.Shield.IsUp);
    }

    [Fact]
    public void Raise_ByAPersonForATime_StaysUpSoLongWhateverComes()
    {
        Raise(TimeSpan.FromMinutes(10));
        Expire(TimeSpan.FromMinutes(9));
        bed.See();
        Assert.True(bed.Shield.IsUp);

        Expire(TimeSpan.FromMinutes(1));
        Assert.False(bed.Shield.IsUp);

        // It was not ended against anybody's will.
        bed.See();
        Assert.True(bed.Shield.IsUp);
    }

    [Fact]
    public void Raise_ByAPersonWithoutATime_StaysUpForTheLongest()
    {
        Raise();
        Expire(TimeSpan.FromMinutes(59));
        Assert.True(bed.Shield.IsUp);

        Expire(TimeSpan.FromMinutes(1));
        Assert.False(bed.Shield.IsUp);
    }

    [Fact]
    public void Lower_ByAPerson_StaysDownUntilAPersonPutsItUp()
    {
        bed.See();
        Lower();
        bed.See();
        Assert.False(bed.Shield.IsUp);

        Raise();
        Assert.True(bed.Shield.IsUp);
    }

    [Fact]
    public void Lower_WhatIsDown_ChangesNothing()
    {
        Lower();

        Assert.Empty(bed.Shields.All);
        bed.See();
        Assert.True(bed.Shield.IsUp);
    }

    [Fact]
    public void See_OtherChannel_LeavesThisOneAlone()
    {
        bed.Shields.See(new BroadcasterId("2"), SurgeSign.Raid, Some.Instant);

        Assert.Equal((false, "test"), (bed.Shield.IsUp, Version));
    }

    [Fact]
    public void Raise_Restored_IsUpAgain()
    {
        var state = new ShieldState(Some.Broadcaster).Raise(SurgeSign.Raid, ShieldBed.Person, Some.Instant, Some.Instant.AddMinutes(1), Some.Instant.AddMinutes(1));

        bed.Shields.Restore(state);

        Assert.Equal("test+shield", Version);
    }

    private void Raise(TimeSpan? length = null) => bed.Shields.Raise(Some.Broadcaster, length, ShieldBed.Person, bed.Time.GetUtcNow());

    private void Lower() => bed.Shields.Lower(Some.Broadcaster, "a moderator wants it", ShieldBed.Person, bed.Time.GetUtcNow());

    private void Expire(TimeSpan later)
    {
        bed.Time.Advance(later);
        bed.Shields.Expire(Some.Broadcaster, bed.Time.GetUtcNow());
    }
}

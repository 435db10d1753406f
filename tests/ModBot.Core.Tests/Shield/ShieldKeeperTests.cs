using ModBot.Policy;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Core.Tests.Shield;

/// <summary>What a shield does on Twitch, what it leaves there, and what it survives.</summary>
public sealed class ShieldKeeperTests : IDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(5);

    private readonly ShieldBed bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task RunAsync_SurgeAndCalm_SetsTwitchAndPutsItBackAsItWas()
    {
        bed.Twitch.Limits[ChatLimit.SlowMode] = 3;
        await bed.RaiseAsync();
        Assert.Equal(["SlowMode=30 TwitchShieldMode=0"], bed.Twitch.Acts);

        await bed.PassAsync(Calm);

        Assert.Equal(["TwitchShieldMode=off", "SlowMode=3"], bed.Twitch.Acts.Skip(1));
        Assert.Equal((0, 0), (bed.Store.Count, bed.Shields.All.Count));
    }

    [Fact]
    public async Task RunAsync_ChannelAlreadyStricter_IsNotTouched()
    {
        bed.Twitch.Limits[ChatLimit.SlowMode] = 60;
        bed.Twitch.Limits[ChatLimit.TwitchShieldMode] = 0;

        await bed.RaiseAsync();
        await bed.PassAsync(Calm);

        Assert.Empty(bed.Twitch.Acts);
    }

    [Fact]
    public async Task RunAsync_SettingThatAPersonChangedMeanwhile_StaysAsThePersonSetIt()
    {
        await bed.RaiseAsync();
        bed.Twitch.Limits[ChatLimit.SlowMode] = 120;

        await bed.PassAsync(Calm);

        Assert.Equal((120, false), (bed.Twitch.Limits[ChatLimit.SlowMode], bed.Twitch.Limits.ContainsKey(ChatLimit.TwitchShieldMode)));
        Assert.Equal(0, bed.Store.Count);
    }

    [Fact]
    public async Task RunAsync_SettingThatAPersonSwitchedOffMeanwhile_IsNotSetAgain()
    {
        await bed.RaiseAsync();
        bed.Twitch.Limits.Remove(ChatLimit.SlowMode);

        bed.See();
        await bed.PassAsync(TimeSpan.FromMinutes(1));

        Assert.False(bed.Twitch.Limits.ContainsKey(ChatLimit.SlowMode));
    }

    [Fact]
    public async Task Restart_InBetween_GoesOnAndIsPutBack()
    {
        await bed.RaiseAsync();

        bed.Restart();
        Assert.Equal("test+shield", bed.Policies.For(Some.Broadcaster).Version);
        await bed.PassAsync(Calm);

        Assert.Equal((false, "test"), (bed.Shield.IsUp, bed.Policies.For(Some.Broadcaster).Version));
        Assert.Empty(bed.Twitch.Limits);
    }

    [Fact]
    public async Task Restart_AfterItsTime_IsTakenDownAtTheFirstLook()
    {
        await bed.RaiseAsync();
        bed.Time.Advance(TimeSpan.FromHours(5));

        bed.Restart();
        await bed.RunAsync();

        Assert.Empty(bed.Twitch.Limits);
        Assert.Equal(0, bed.Store.Count);
    }

    [Theory]
    [InlineData(false)] // written down, not yet done on Twitch
    [InlineData(true)] // done on Twitch, which nobody has noted
    public async Task Restart_CrashWhileGoingUp_EndsPutBack(bool isDone)
    {
        bed.Twitch.Limits[ChatLimit.SlowMode] = 5;
        Crash(isDone);
        bed.See();
        await Assert.ThrowsAsync<InvalidOperationException>(bed.RunAsync);
        NoCrash();

        bed.Restart();
        await bed.RunAsync();
        Assert.Equal((30, true), (bed.Twitch.Limits[ChatLimit.SlowMode], bed.Twitch.Limits.ContainsKey(ChatLimit.TwitchShieldMode)));
        await bed.PassAsync(Calm);

        Assert.Equal([KeyValuePair.Create(ChatLimit.SlowMode, 5)], bed.Twitch.Limits);
        Assert.Equal(0, bed.Store.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_CrashWhileGoingUpAndAwayUntilItIsOver_EndsPutBack(bool isDone)
    {
        bed.Twitch.Limits[ChatLimit.SlowMode] = 5;
        Crash(isDone);
        bed.See();
        await Assert.ThrowsAsync<InvalidOperationException>(bed.RunAsync);
        NoCrash();
        bed.Time.Advance(TimeSpan.FromHours(2));

        bed.Restart();
        await bed.RunAsync();

        Assert.Equal([KeyValuePair.Create(ChatLimit.SlowMode, 5)], bed.Twitch.Limits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_CrashWhileGoingDown_EndsPutBack(bool isDone)
    {
        bed.Twitch.Limits[ChatLimit.SlowMode] = 5;
        await bed.RaiseAsync();
        bed.Time.Advance(Calm);
        Crash(isDone);
        await Assert.ThrowsAsync<InvalidOperationException>(bed.RunAsync);
        NoCrash();

        bed.Restart();
        await bed.RunAsync();

        Assert.Equal([KeyValuePair.Create(ChatLimit.SlowMode, 5)], bed.Twitch.Limits);
        Assert.Equal(0, bed.Store.Count);
    }

    [Fact]
    public async Task RunAsync_DiskFull_TouchesNothingOnTwitchThatItCouldForget()
    {
        bed.Store.IsFull = true;
        bed.See();
        await bed.RunAsync();
        Assert.Empty(bed.Twitch.Acts);
        Assert.Equal("test+shield", bed.Policies.For(Some.Broadcaster).Version);

        bed.Store.IsFull = false;
        await bed.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Single(bed.Twitch.Acts);
    }

    [Fact]
    public async Task RunAsync_TwitchAway_TriesAgainMoreAndMoreSlowlyAndLosesNothing()
    {
        await bed.RaiseAsync();
        bed.Twitch.IsAway = true;
        await bed.PassAsync(Calm + TimeSpan.FromMinutes(30));
        Assert.Equal((false, false, 1), (bed.Shield.IsUp, bed.Shield.IsSettled, bed.Store.Count));

        bed.Twitch.IsAway = false;
        await bed.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(bed.Twitch.Limits);
        Assert.Equal(0, bed.Store.Count);
    }

    [Fact]
    public async Task RunAsync_TwitchAwayAtTheBeginning_IsSetWhenItIsBack()
    {
        bed.Twitch.IsAway = true;
        bed.See();
        await bed.RunAsync();
        Assert.Equal("test+shield", bed.Policies.For(Some.Broadcaster).Version);

        bed.Twitch.IsAway = false;
        await bed.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["SlowMode=30 TwitchShieldMode=0"], bed.Twitch.Acts);
    }

    [Fact]
    public async Task RunAsync_SurgeAgainWhileItIsPutBack_RemembersWhatWasBeforeTheFirst()
    {
        bed.Twitch.Limits[ChatLimit.SlowMode] = 5;
        await bed.RaiseAsync();
        bed.Twitch.IsAway = true;
        await bed.PassAsync(Calm);
        bed.See();
        bed.Twitch.IsAway = false;
        await bed.RunAsync();
        Assert.Equal(30, bed.Twitch.Limits[ChatLimit.SlowMode]);

        await bed.PassAsync(Calm);

        Assert.Equal([KeyValuePair.Create(ChatLimit.SlowMode, 5)], bed.Twitch.Limits);
    }

    [Fact]
    public async Task RunAsync_ScopeMissing_DoesWhatItCanAndSaysTheRest()
    {
        bed.Twitch.Forbidden.Add(ChatLimit.TwitchShieldMode);

        await bed.RaiseAsync();
        Assert.Equal(["SlowMode=30"], bed.Twitch.Acts);
        Assert.Equal([KeyValuePair.Create(ChatLimit.TwitchShieldMode, "the scope is missing")], bed.Shield.Problems);

        await bed.PassAsync(Calm);
        Assert.Empty(bed.Twitch.Limits);
    }

    [Fact]
    public async Task RunAsync_ScopeLostMeanwhile_PutsBackTheRestAndGoesOnTrying()
    {
        await bed.RaiseAsync();
        bed.Twitch.Forbidden.Add(ChatLimit.TwitchShieldMode);
        await bed.PassAsync(Calm);
        Assert.Equal([ChatLimit.TwitchShieldMode], bed.Twitch.Limits.Keys);
        Assert.Equal((1, 1), (bed.Store.Count, bed.Shield.Problems.Count));

        bed.Twitch.Forbidden.Clear();
        await bed.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(bed.Twitch.Limits);
        Assert.Equal(0, bed.Store.Count);
    }

    [Fact]
    public async Task RunAsync_ModeObserve_TouchesNothingOnTwitch()
    {
        using var observing = new ShieldBed(new ShieldConfig { SlowMode = TimeSpan.FromSeconds(30) }, ChannelMode.Observe);

        await observing.RaiseAsync();

        Assert.Empty(observing.Twitch.Acts);
    }

    [Fact]
    public async Task RunAsync_EachTurn_IsRecordedOnceWithWhoAndWhy()
    {
        await bed.RaiseAsync();
        await bed.PassAsync(Calm);
        bed.Shields.Raise(Some.Broadcaster, null, ShieldBed.Person, bed.Time.GetUtcNow());
        await bed.RunAsync();
        bed.Shields.Lower(Some.Broadcaster, "a moderator wants it", ShieldBed.Person, bed.Time.GetUtcNow());
        await bed.RunAsync();

        Assert.Equal(
            [
                "ModBot (ModBot): down -> up: a raid",
                "ModBot (ModBot): up -> down: it is calm again",
                "quietlantern (Chat): down -> up: a moderator wants it",
                "quietlantern (Chat): up -> down: a moderator wants it",
            ],
            await bed.ToldAsync());
    }

    [Fact]
    public async Task RunAsync_RecordAway_IsRecordedLaterEvenAfterARestart()
    {
        bed.Log.IsDown = true;
        bed.See();
        await bed.RunAsync();
        Assert.Single(bed.Twitch.Acts);

        bed.Log.IsDown = false;
        bed.Restart();
        await bed.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["ModBot (ModBot): down -> up: a raid"], await bed.ToldAsync());
    }

    [Fact]
    public async Task RunAsync_PersonTookItDown_RestsOverARestart()
    {
        await bed.RaiseAsync();
        bed.Shields.Lower(Some.Broadcaster, "a moderator wants it", ShieldBed.Person, bed.Time.GetUtcNow());
        await bed.RunAsync();

        bed.Restart();
        bed.See();
        Assert.False(bed.Shield.IsUp);
        await bed.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, bed.Store.Count);
        bed.See();
        Assert.True(bed.Shield.IsUp);
    }

    [Fact]
    public async Task RunAsync_Announce_IsSaidOfItsOwnTurnsOnlyAndOnlyWhenConfigSaysSo()
    {
        using var loud = new ShieldBed(new ShieldConfig { Announce = true });
        foreach (var one in (ShieldBed[])[bed, loud])
        {
            await one.RaiseAsync();
            await one.PassAsync(Calm);
            one.Shields.Raise(Some.Broadcaster, null, ShieldBed.Person, one.Time.GetUtcNow());
            await one.RunAsync();
        }

        Assert.Empty(bed.Enforcer.Acts);
        Assert.Equal(["say The shield is up: a raid.", "say The shield is down: it is calm again."], loud.Enforcer.Acts);
    }

    private void Crash(bool isDone)
    {
        void End() => throw new InvalidOperationException("the process ends here");
        if (isDone) bed.Twitch.AfterSet = End;
        else bed.Twitch.BeforeSet = End;
    }

    private void NoCrash() => bed.Twitch.BeforeSet = bed.Twitch.AfterSet = null;
}

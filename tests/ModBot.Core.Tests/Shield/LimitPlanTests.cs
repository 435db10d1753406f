using System.Collections.Immutable;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Core.Tests.Shield;

public sealed class LimitPlanTests
{
    private static readonly ImmutableDictionary<ChatLimit, LimitChange> Nothing = ImmutableDictionary<ChatLimit, LimitChange>.Empty;

    [Fact]
    public void Of_EverySetting_IsInThePlan()
    {
        var shield = new ShieldConfig
        {
            SlowMode = TimeSpan.FromSeconds(30),
            FollowersOnly = TimeSpan.FromHours(1),
            SubscribersOnly = true,
            UniqueChat = true,
            EmoteOnly = true,
            TwitchShieldMode = true,
        };

        var plan = LimitPlan.Of(new ModerationConfig { Mode = ChannelMode.Hold, Shield = shield });

        Assert.Equal(Enum.GetValues<ChatLimit>(), plan.Keys.Order());
        Assert.Equal((30, 60, 0), (plan[ChatLimit.SlowMode], plan[ChatLimit.FollowersOnly], plan[ChatLimit.TwitchShieldMode]));
    }

    [Fact]
    public void Of_Defaults_TouchNothing() => Assert.Empty(LimitPlan.Of(new ModerationConfig { Mode = ChannelMode.Enforce }));

    [Fact]
    public void Of_ModeObserve_TouchesNothing() => Assert.Empty(LimitPlan.Of(new ModerationConfig { Mode = ChannelMode.Observe, Shield = new ShieldConfig { EmoteOnly = true } }));

    /// <summary>off is written as -1.</summary>
    [Theory]
    [InlineData(30, -1, 30)] // off: set
    [InlineData(30, 10, 30)] // milder: set
    [InlineData(30, 30, null)] // as strict: the channel's own
    [InlineData(30, 60, null)] // stricter: the channel's own
    [InlineData(0, -1, 0)] // followers of any time
    [InlineData(0, 0, null)]
    public void Raise_OneLimit_OnlyMakesItStricter(int planned, int now, int? expected)
    {
        var changes = LimitPlan.Raise(Nothing, Values((ChatLimit.FollowersOnly, planned)), Values((ChatLimit.FollowersOnly, now)));

        Assert.Equal(expected, changes.GetValueOrDefault(ChatLimit.FollowersOnly)?.Set);
        if (expected is not null) Assert.Equal(now == -1 ? null : now, changes[ChatLimit.FollowersOnly].Before);
    }

    [Fact]
    public void Raise_Again_KeepsWhatWasBeforeTheFirstTime()
    {
        var plan = Values((ChatLimit.SlowMode, 30), (ChatLimit.EmoteOnly, 0));
        var first = LimitPlan.Raise(Nothing, plan, Values((ChatLimit.SlowMode, 5), (ChatLimit.EmoteOnly, -1)));

        // A crash: slow mode had been set, emotes only had not.
        var again = LimitPlan.Raise(first, plan, Values((ChatLimit.SlowMode, 30), (ChatLimit.EmoteOnly, -1)));

        Assert.Equal(first.OrderBy(change => change.Key), again.OrderBy(change => change.Key));
    }

    [Fact]
    public void Raise_LimitThatCouldNotBeRead_IsLeftAlone()
    {
        var plan = Values((ChatLimit.SlowMode, 30), (ChatLimit.TwitchShieldMode, 0));

        Assert.Equal([ChatLimit.SlowMode], LimitPlan.Raise(Nothing, plan, Values((ChatLimit.SlowMode, -1))).Keys);
    }

    [Fact]
    public void Restore_OnlyWhatStillIsAsSet_IsPutBack()
    {
        var changes = Nothing
            .Add(ChatLimit.SlowMode, new LimitChange(5, 30)) // still so
            .Add(ChatLimit.FollowersOnly, new LimitChange(null, 60)) // a person has set it to more
            .Add(ChatLimit.EmoteOnly, new LimitChange(null, 0)) // a person has switched it off, or it was never set
            .Add(ChatLimit.TwitchShieldMode, new LimitChange(null, 0)); // unknown

        var due = LimitPlan.Restore(changes, Values((ChatLimit.SlowMode, 30), (ChatLimit.FollowersOnly, 1440), (ChatLimit.EmoteOnly, -1)));

        Assert.Equal([KeyValuePair.Create(ChatLimit.SlowMode, (int?)5)], due);
    }

    private static ImmutableDictionary<ChatLimit, int?> Values(params (ChatLimit Limit, int Value)[] values) =>
        values.ToImmutableDictionary(value => value.Limit, value => value.Value == -1 ? null : (int?)value.Value);
}

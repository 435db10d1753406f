using System.Collections.Immutable;
using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>
/// What the shield changes on Twitch, and how exactly that is put back. It only ever makes a channel stricter, remembers what was before it sets anything, and puts back only what still is as
/// it set it: what a person changed meanwhile stays. Whether a change was made before a crash need not be known for that. Pure.
/// </summary>
public static class LimitPlan
{
    /// <summary>What config wants; nothing in the mode Observe, which touches nothing.</summary>
    public static ImmutableDictionary<ChatLimit, int?> Of(ModerationConfig config)
    {
        var plan = ImmutableDictionary.CreateBuilder<ChatLimit, int?>();
        if (config.Mode == ChannelMode.Observe) return plan.ToImmutable();
        var shield = config.Shield;
        if (shield.SlowMode is { } wait) plan[ChatLimit.SlowMode] = (int)wait.TotalSeconds;
        if (shield.FollowersOnly is { } followed) plan[ChatLimit.FollowersOnly] = (int)followed.TotalMinutes;
        if (shield.SubscribersOnly) plan[ChatLimit.SubscribersOnly] = 0;
        if (shield.UniqueChat) plan[ChatLimit.UniqueChat] = 0;
        if (shield.EmoteOnly) plan[ChatLimit.EmoteOnly] = 0;
        if (shield.TwitchShieldMode) plan[ChatLimit.TwitchShieldMode] = 0;
        return plan.ToImmutable();
    }

    /// <summary>The changes to remember before anything is set; all of them are to be set then.</summary>
    /// <param name="changes">What is remembered already, of a beginning that was cut short.</param>
    /// <param name="planned">What config wants.</param>
    /// <param name="now">What Twitch has now. What could not be read is not changed.</param>
    public static ImmutableDictionary<ChatLimit, LimitChange> Raise(
        ImmutableDictionary<ChatLimit, LimitChange> changes, ImmutableDictionary<ChatLimit, int?> planned, ImmutableDictionary<ChatLimit, int?> now)
    {
        foreach (var (limit, value) in now)
        {
            if (changes.TryGetValue(limit, out var change) && change.Set == value) continue;
            changes = planned.TryGetValue(limit, out var stricter) && (value is null || stricter > value)
                ? changes.SetItem(limit, new LimitChange(value, stricter))
                : changes.Remove(limit);
        }
        return changes;
    }

    /// <summary>What to put back, with its values. Whatever of the changes is neither put back nor unknown has been changed by a person, or was never made.</summary>
    /// <param name="changes">What is remembered.</param>
    /// <param name="now">What Twitch has now.</param>
    public static ImmutableDictionary<ChatLimit, int?> Restore(ImmutableDictionary<ChatLimit, LimitChange> changes, ImmutableDictionary<ChatLimit, int?> now) =>
        changes.Where(change => now.TryGetValue(change.Key, out var value) && value == change.Value.Set)
            .ToImmutableDictionary(change => change.Key, change => change.Value.Before);
}

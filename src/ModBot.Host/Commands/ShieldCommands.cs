using ModBot.Messages;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Host.Commands;

/// <summary>Putting the channel's shield up and down: <c>shield</c>.</summary>
internal sealed class ShieldCommands(Shields shields, ShieldKeeper keeper, TimeProvider time) : ICommandGroup
{
    public IEnumerable<ChatCommand> Commands => [new("shield", ["sh"], Permissions.Shield, "on [10m] | off | status", "be stricter while a surge of newcomers goes on", ShieldAsync)];

    private Task<string?> ShieldAsync(CommandCall call, CancellationToken cancellationToken) => call.Arguments switch
    {
        ["on"] => RaiseAsync(call, null, cancellationToken),
        ["on", var length] when DurationText.TryParse(length, out var span) => RaiseAsync(call, span, cancellationToken),
        ["off"] => LowerAsync(call, cancellationToken),
        [] or ["status"] => Task.FromResult<string?>(Describe(shields.Of(call.Broadcaster), call.Policy.Config)),
        _ => Task.FromResult<string?>(call.Usage),
    };

    private async Task<string?> RaiseAsync(CommandCall call, TimeSpan? length, CancellationToken cancellationToken)
    {
        var config = call.Policy.Config.Shield;
        if (!config.Enabled) return "This channel's config has no shield.";
        if (length is { } span && (span < TimeSpan.FromSeconds(1) || span > config.Longest)) return $"The shield stays up for 1 s to {Wording.Age(config.Longest)}, e.g. shield on 10m.";
        shields.Raise(call.Broadcaster, length, SourceOf(call), time.GetUtcNow());
        return Describe(await keeper.RunAsync(call.Broadcaster, cancellationToken), call.Policy.Config);
    }

    private async Task<string?> LowerAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (!shields.Of(call.Broadcaster).IsUp) return "The shield is down already.";
        shields.Lower(call.Broadcaster, "a moderator wants it", SourceOf(call), time.GetUtcNow());
        return Describe(await keeper.RunAsync(call.Broadcaster, cancellationToken), call.Policy.Config);
    }

    private static SettingSource SourceOf(CommandCall call) => new(Actor.Of(call.Chatter), SettingSurface.Chat);

    private string Describe(ShieldState shield, ModerationConfig config)
    {
        var now = time.GetUtcNow();
        if (shield.IsUp) return $"The shield is up for {Wording.Age(shield.Until - now)}{(shield.Until < shield.Latest ? " more unless the surge goes on" : "")}: {ShieldState.Describe(shield.Cause)}. {Effects(shield, config.Shield)}{Problems(shield)}";
        var rest = shield.RestsUntil > now ? $" It does not come up by itself for {Wording.Age(shield.RestsUntil - now)}." : "";
        var left = shield.IsSettled ? "" : " What it changed on Twitch is not put back yet; ModBot goes on trying.";
        return $"The shield is down.{rest}{left}{Problems(shield)}";
    }

    private static string Effects(ShieldState shield, ShieldConfig config)
    {
        var newcomers = config.HoldNewcomers ? ", first messages are held" : "";
        var twitch = shield.Changes.IsEmpty ? "" : $"; on Twitch: {string.Join(", ", shield.Changes.OrderBy(change => change.Key).Select(change => Name(change.Key, change.Value.Set)))}";
        return $"Every level is {config.Level} at least{newcomers}{twitch}.";
    }

    private static string Problems(ShieldState shield) =>
        string.Concat(shield.Problems.GroupBy(problem => problem.Value).Select(problem => $" Not done: {string.Join(", ", problem.Select(limit => Name(limit.Key, null)).Order())}, for {problem.Key}."));

    private static string Name(ChatLimit limit, int? value) => limit switch
    {
        ChatLimit.SlowMode => value is { } seconds ? $"slow mode {seconds} s" : "slow mode",
        ChatLimit.FollowersOnly => value is > 0 and { } minutes ? $"followers of {Wording.Age(TimeSpan.FromMinutes(minutes))} only" : "followers only",
        ChatLimit.SubscribersOnly => "subscribers only",
        ChatLimit.UniqueChat => "unique chat",
        ChatLimit.EmoteOnly => "emotes only",
        _ => "Shield Mode",
    };
}

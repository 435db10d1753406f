using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Reports;

/// <summary>Tries levels on a channel's own history.</summary>
internal sealed class TuningDesk(IHoldStore store, IChatCountStore counts, PolicyLoader policies, LevelThresholds thresholds, TimeProvider time)
{
    /// <summary>What the named levels would have held, against those in force. The files are read now, so that the policy is that of this moment.</summary>
    public async Task<Simulation> SimulateAsync(ChosenChannel channel, LevelArguments levels, TimeSpan window, CancellationToken cancellationToken)
    {
        var policy = policies.Load().For(channel.Broadcaster);
        var (evidence, chat) = await ReadAsync(channel, window, cancellationToken);
        return Simulation.Run(evidence, chat, policy.LevelOf, After(policy, levels));
    }

    /// <summary>The levels that the feedback suggests, and the levels in force.</summary>
    public async Task<IReadOnlyList<LevelProposal>> ProposeAsync(ChosenChannel channel, TimeSpan window, CancellationToken cancellationToken)
    {
        var (evidence, chat) = await ReadAsync(channel, window, cancellationToken);
        return [.. LevelProposal.Propose(evidence, chat, policies.Load().For(channel.Broadcaster))];
    }

    /// <summary>The overall level sets what it would set in config: categories that have no level of their own and are on by default.</summary>
    private static Func<Category, int> After(ChannelPolicy policy, LevelArguments levels)
    {
        var config = policy.Config with { Level = levels.Overall ?? policy.Config.Level };
        return category => levels.Levels.TryGetValue(category, out var named) ? named
            : config.Levels.FirstOrDefault(level => level.Key.Equals(category.Key(), StringComparison.OrdinalIgnoreCase)) is { Key: not null, Value: var own } ? own
            : category.IsOnByDefault() ? config.Level : 0;
    }

    private async Task<(HoldEvidence Holds, ChatCounts Chat)> ReadAsync(ChosenChannel channel, TimeSpan window, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = now - window;
        var evidence = await HoldEvidence.ReadAsync(store, channel.Broadcaster, from, thresholds, cancellationToken);
        var chat = await counts.ReadAsync(channel.Broadcaster, DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime), cancellationToken);
        return (evidence, new ChatCounts(chat));
    }
}

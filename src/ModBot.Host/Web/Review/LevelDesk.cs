using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Host.Web.Access;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Web.Review;

/// <summary>Tries levels on a channel's own history, and sets them.</summary>
internal sealed class LevelDesk(LevelEvidenceMemory evidence, IHoldStore store, PolicyBook policies, PolicyReloadWorker reload, ChannelSettings settings)
{
    /// <summary>How many examples a trial shows.</summary>
    public const int MaxExamples = 10;

    /// <summary>The times that levels can be tried on, in days.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30, 90];

    /// <summary>Why the levels that are set are not in force, because the config files are wrong; null when they are.</summary>
    public string? Rejected => reload.Rejected;

    /// <summary>Tries levels: counts for everybody, examples for those who may view.</summary>
    public async Task<LevelTrial> TryAsync(DeskChannel here, int days, LevelChoice choice, CancellationToken cancellationToken)
    {
        var policy = PolicyOf(here);
        var (holds, chat) = await evidence.ReadAsync(here.Id, days, cancellationToken);
        // A raw threshold goes before a level, so there is none to choose.
        int After(Category category) => policy.RawThresholdOf(category) is null ? choice.Levels.GetValueOrDefault(category, policy.LevelOf(category)) : policy.LevelOf(category);
        var examples = here.May(Permissions.View) ? await FindAsync(here.Id, holds.LetGo(policy.LevelOf, After, MaxExamples), cancellationToken) : [];
        return new LevelTrial(policy, days, Simulation.Run(holds, chat, policy.LevelOf, After), After, examples, [.. LevelProposal.Propose(holds, chat, policy)]);
    }

    /// <summary>Sets levels, each of them recorded with what was in force before.</summary>
    /// <param name="here">Where, and who does it; the caller has checked that they may.</param>
    /// <param name="choice">The levels, with what was in force where they were chosen.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Why nothing was changed, or null.</returns>
    public async Task<string?> ApplyAsync(DeskChannel here, LevelChoice choice, CancellationToken cancellationToken)
    {
        var policy = PolicyOf(here);
        foreach (var category in choice.Levels.Keys)
        {
            var (name, level) = (category.Key(), policy.LevelOf(category));
            if (policy.RawThresholdOf(category) is not null) return $"A raw threshold in the config files decides on {name}; a level would change nothing.";
            if (choice.Before.GetValueOrDefault(category, -1) != level) return $"Somebody has meanwhile set {name} to level {level}. Look at the figures again.";
        }
        var source = new SettingSource(Actor.Of(here.Person), SettingSurface.Web);
        foreach (var (category, level) in choice.Levels)
        {
            if (level != policy.LevelOf(category)) await settings.SetLevelAsync(here.Id, category, level, policy.LevelOf(category), source, cancellationToken);
        }
        reload.ReloadNow();
        return null;
    }

    /// <summary>The channel's own policy: what its shield changes for a while is not what levels are set for.</summary>
    private ChannelPolicy PolicyOf(DeskChannel here) => policies.Current.For(here.Id);

    private async Task<IReadOnlyList<Hold>> FindAsync(BroadcasterId broadcaster, IEnumerable<HoldId> ids, CancellationToken cancellationToken)
    {
        var found = new List<Hold>();
        foreach (var id in ids)
        {
            if (await store.FindAsync(broadcaster, id, cancellationToken) is { IsErased: false } hold) found.Add(hold);
        }
        return found;
    }
}

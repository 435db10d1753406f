using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Reports;

/// <summary>Tries levels on a channel's own history, and sets them.</summary>
internal sealed class LevelDesk(LevelEvidenceMemory evidence, IHoldStore store, PolicyBook policies, PolicyReloadWorker reload, ChannelSettings settings)
{
    /// <summary>How many examples a trial shows.</summary>
    public const int MaxExamples = 10;

    /// <summary>The times that levels can be tried on, in days.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30, 90];

    /// <summary>Why the levels that are set are not in force, because the config files are wrong; null when they are.</summary>
    public string? Rejected => reload.Rejected;

    /// <summary>Tries levels.</summary>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="days">On how many days; one of <see cref="Days"/>.</param>
    /// <param name="levels">The levels; categories that are not named stay as they are.</param>
    /// <param name="withExamples">Whether the caller may see what was held.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<LevelTrial> TryAsync(BroadcasterId broadcaster, int days, IReadOnlyDictionary<Category, int> levels, bool withExamples, CancellationToken cancellationToken)
    {
        var policy = PolicyOf(broadcaster);
        var (holds, chat) = await evidence.ReadAsync(broadcaster, days, cancellationToken);
        // A raw threshold goes before a level, so there is none to choose.
        int After(Category category) => policy.RawThresholdOf(category) is null ? levels.GetValueOrDefault(category, policy.LevelOf(category)) : policy.LevelOf(category);
        var examples = withExamples ? await FindAsync(broadcaster, holds.LetGo(policy.LevelOf, After, MaxExamples), cancellationToken) : [];
        return new LevelTrial(policy, days, Simulation.Run(holds, chat, policy.LevelOf, After), After, examples, [.. LevelProposal.Propose(holds, chat, policy)]);
    }

    /// <summary>Why no level of these categories would mean anything, or null.</summary>
    public string? ProblemOf(BroadcasterId broadcaster, IEnumerable<Category> categories)
    {
        var policy = PolicyOf(broadcaster);
        return categories.Where(category => policy.RawThresholdOf(category) is not null).Select(category => $"A raw threshold in the config files decides on {category.Key()}; a level would change nothing.").FirstOrDefault();
    }

    /// <summary>Sets levels, each of them recorded with what was in force before.</summary>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="levels">The levels.</param>
    /// <param name="before">What was in force where they were chosen.</param>
    /// <param name="source">Who does it, and where; the caller has checked that they may.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Why nothing was changed, or null.</returns>
    public async Task<string?> ApplyAsync(
        BroadcasterId broadcaster, IReadOnlyDictionary<Category, int> levels, IReadOnlyDictionary<Category, int> before, SettingSource source, CancellationToken cancellationToken)
    {
        if (ProblemOf(broadcaster, levels.Keys) is { } problem) return problem;
        var policy = PolicyOf(broadcaster);
        foreach (var category in levels.Keys)
        {
            if (policy.LevelOf(category) is var level && before.GetValueOrDefault(category, -1) != level) return $"Somebody has meanwhile set {category.Key()} to level {level}. Look at the figures again.";
        }
        foreach (var (category, level) in levels)
        {
            if (level != policy.LevelOf(category)) await settings.SetLevelAsync(broadcaster, category, level, policy.LevelOf(category), source, cancellationToken);
        }
        reload.ReloadNow();
        return null;
    }

    /// <summary>The channel's own policy: what its shield changes for a while is not what levels are set for.</summary>
    private ChannelPolicy PolicyOf(BroadcasterId broadcaster) => policies.Current.For(broadcaster);

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

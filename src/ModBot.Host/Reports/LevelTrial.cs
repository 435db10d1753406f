using ModBot.Classification;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Reports;

/// <summary>What a trial of levels came to.</summary>
/// <param name="Policy">The policy in force.</param>
/// <param name="Days">Of how many days the figures are.</param>
/// <param name="Simulation">The figures.</param>
/// <param name="LevelOf">The levels that were tried.</param>
/// <param name="Examples">Holds that would not have been held; empty for who may not see them.</param>
/// <param name="Proposals">Levels that the feedback suggests.</param>
public sealed record LevelTrial(
    ChannelPolicy Policy, int Days, Simulation Simulation, Func<Category, int> LevelOf, IReadOnlyList<Hold> Examples, IReadOnlyList<LevelProposal> Proposals)
{
    /// <summary>The categories whose level would change.</summary>
    public IEnumerable<Category> Changed => Categories.All.Where(category => LevelOf(category) != Policy.LevelOf(category));
}

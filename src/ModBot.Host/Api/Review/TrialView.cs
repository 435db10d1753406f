using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Reports;
using ModBot.Tuning;

namespace ModBot.Host.Api.Review;

/// <summary>What a trial of levels came to. Outcomes are of messages that were held: what a stricter level would add is in the chat columns alone.</summary>
/// <param name="Messages">How much chat was scored in the time; 0 where none was counted.</param>
/// <param name="WithoutScores">Holds that no level can be tried on.</param>
/// <param name="Before">All holds that scores can tell of, those of rules included, by what came of them.</param>
/// <param name="After">Those of them that would have been held still.</param>
/// <param name="Categories">Those that are on before or after.</param>
/// <param name="Proposals">Levels that the decisions of these days suggest, whatever was tried.</param>
/// <param name="Examples">Up to ten holds that would not have been held; none for a role that may not view.</param>
internal sealed record TrialView(
    int Days, long Messages, int WithoutScores, OutcomeCounts Before, OutcomeCounts After, IReadOnlyList<CategoryTrialView> Categories, IReadOnlyList<ProposalView> Proposals, IReadOnlyList<HoldReference> Examples)
{
    public static TrialView Of(LevelTrial trial, Func<Hold, HoldReference> show)
    {
        var simulation = trial.Simulation;
        return new TrialView(
            trial.Days,
            simulation.Messages,
            simulation.WithoutScores,
            simulation.Before,
            simulation.After,
            [.. simulation.Rows.Select(row => CategoryTrialView.Of(row, simulation.Messages))],
            [.. trial.Proposals.Select(proposal => new ProposalView(proposal.Category.Key(), proposal.From, proposal.To, proposal.Evidence))],
            [.. trial.Examples.Select(show)]);
    }
}

/// <summary>What a level would have meant in one category.</summary>
/// <param name="Before">Holds whose score the level in force reaches.</param>
/// <param name="After">Those of them that the level that is tried reaches.</param>
/// <param name="ChatBefore">Of all chat, what the level in force reaches; null where no chat was counted.</param>
/// <param name="ChatAfter">The same of the level that is tried.</param>
internal sealed record CategoryTrialView(string Category, int LevelBefore, int LevelAfter, OutcomeCounts Before, OutcomeCounts After, ChatPart? ChatBefore, ChatPart? ChatAfter)
{
    public static CategoryTrialView Of(SimulationRow row, long messages) => new(
        row.Category.Key(), row.LevelBefore, row.LevelAfter, row.Before, row.After, ChatPart.Of(row.ChatBefore, messages), ChatPart.Of(row.ChatAfter, messages));
}

/// <summary>A part of all chat.</summary>
/// <param name="Share">From 0 to 1.</param>
internal sealed record ChatPart(long Messages, double Share)
{
    public static ChatPart? Of(long part, long whole) => whole == 0 ? null : new(part, (double)part / whole);
}

/// <summary>A level that decisions suggest.</summary>
/// <param name="Evidence">Why, in a sentence.</param>
internal sealed record ProposalView(string Category, int From, int To, string Evidence);

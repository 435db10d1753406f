using ModBot.Classification;
using ModBot.Feedback;

namespace ModBot.Tuning;

/// <summary>What other levels would have held of the same chat: on the holds, hold by hold; on ordinary chat, by its counts. Pure.</summary>
/// <param name="Rows">A row for each category that is on before or after, or whose level changes.</param>
/// <param name="Before">All holds that scores can tell of, by what came of them.</param>
/// <param name="After">Those that would have been held still.</param>
/// <param name="WithoutScores">Holds that no level can be tried on.</param>
/// <param name="Messages">How much chat was scored in the time; 0 when none was counted, and the chat columns say nothing then.</param>
public sealed record Simulation(IReadOnlyList<SimulationRow> Rows, OutcomeCounts Before, OutcomeCounts After, int WithoutScores, long Messages)
{
    /// <param name="evidence">The channel's holds.</param>
    /// <param name="chat">Its chat in the same time.</param>
    /// <param name="before">The level of each category now.</param>
    /// <param name="after">The level to try.</param>
    public static Simulation Run(HoldEvidence evidence, ChatCounts chat, Func<Category, int> before, Func<Category, int> after) => new(
        [.. Categories.All.Where(category => before(category) + after(category) > 0).Select(category => RowOf(category, evidence, chat, before(category), after(category)))],
        evidence.AtAll(before),
        evidence.AtAll(after),
        evidence.WithoutScores,
        chat.Messages);

    private static SimulationRow RowOf(Category category, HoldEvidence evidence, ChatCounts chat, int before, int after) => new(
        category, before, after, evidence.At(category, before), evidence.At(category, after), chat.HeldAt(category, before), chat.HeldAt(category, after));
}

/// <summary>One category of a <see cref="Simulation"/>.</summary>
/// <param name="Before">Holds whose score this level reaches now.</param>
/// <param name="After">Of the same holds, those that the other level reaches. A stricter level reaches no hold that was not there: see the chat columns.</param>
/// <param name="ChatBefore">Messages of all chat that the level reaches now.</param>
/// <param name="ChatAfter">Messages of all chat that the other level reaches.</param>
public sealed record SimulationRow(Category Category, int LevelBefore, int LevelAfter, OutcomeCounts Before, OutcomeCounts After, long ChatBefore, long ChatAfter);

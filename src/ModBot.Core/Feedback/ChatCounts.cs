using ModBot.Classification;

namespace ModBot.Feedback;

/// <summary>How much chat was scored, and how much of it each level of a category holds. Read from the counts that <see cref="IChatCountStore"/> keeps.</summary>
public sealed class ChatCounts(IReadOnlyDictionary<string, long> counts)
{
    private const string MessagesName = "messages";

    /// <summary>Messages that were scored.</summary>
    public long Messages => counts.GetValueOrDefault(MessagesName);

    /// <summary>How many of them this level of the category holds.</summary>
    public long HeldAt(Category category, int level)
    {
        var held = 0L;
        for (var lowest = 1; lowest <= level; lowest++) held += counts.GetValueOrDefault(NameOf(category, lowest));
        return held;
    }

    /// <summary>Adds one message to counts by name.</summary>
    internal static void Add(Dictionary<string, long> counts, CategoryScores scores, LevelThresholds thresholds)
    {
        Increment(MessagesName);
        foreach (var category in Categories.All)
        {
            if (thresholds.LowestHolding(category, scores[category]) is { } lowest) Increment(NameOf(category, lowest));
        }

        void Increment(string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    private static string NameOf(Category category, int lowest) => $"{category.Key()}:{lowest}";
}

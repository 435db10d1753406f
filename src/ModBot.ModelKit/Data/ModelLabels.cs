using System.Collections.Immutable;

namespace ModBot.ModelKit;

/// <summary>The labels that the data carries, in the order of the network's outputs.</summary>
internal static class ModelLabels
{
    public const string TargetPrefix = "target_";

    public static ImmutableArray<string> All { get; } =
    [
        "toxic", "severe", "insult", "threat", "obscene", "sexual", "identity_hate", "target_race", "target_religion", "target_gender",
        "target_sexuality", "target_disability", "spam", "selfharm", "violence", "politics", "religion_topic",
    ];

    /// <summary>Whom hate can be about: <c>race</c>, <c>religion</c> and so on.</summary>
    public static ImmutableArray<string> Targets { get; } =
        [.. All.Where(label => label.StartsWith(TargetPrefix, StringComparison.Ordinal)).Select(label => label[TargetPrefix.Length..])];
}

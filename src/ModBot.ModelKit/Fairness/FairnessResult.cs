namespace ModBot.ModelKit;

/// <summary>What naming a group does to the scores.</summary>
internal sealed record FairnessResult(
    IReadOnlyList<TargetBias> Targets,
    IReadOnlyList<GroupBias> Groups,
    IReadOnlyList<SwapSpread> Swaps,
    IReadOnlyList<HeldRow> HarmlessIdentity,
    IReadOnlyList<HeldRow> UntargetedSwearing)
{
    /// <summary>The scope of rows over all languages of the suite.</summary>
    public const string AllLanguages = "all";
}

/// <param name="Source">A language of the suite, <see cref="FairnessResult.AllLanguages"/> of them, or a labelled set.</param>
/// <param name="InSuite">Whether the texts are the suite's.</param>
internal sealed record TargetBias(string Source, string Target, bool InSuite, BiasMetrics Bias);

/// <summary>One word for a group, put into every sentence of its language in which groups can change places.</summary>
/// <param name="HarmfulShift">Mean headline score of hateful sentences with this word, less the mean of the same sentences with all words.</param>
/// <param name="HarmlessShift">The same for harmless sentences.</param>
internal sealed record GroupBias(string Language, string Target, string Group, BiasMetrics Bias, double? HarmfulShift, double? HarmlessShift);

/// <summary>The range of the headline score over one sentence with each group in turn.</summary>
internal sealed record SwapSpread(string Scope, bool Harmful, int Templates, double MeanSpread, double MaxSpread, double MeanDeviation);

/// <summary>How much of a class is held at level 3, in percent.</summary>
/// <param name="Class">A class, or <see cref="Together"/> for all that were asked about.</param>
/// <param name="Scope">A language, or <see cref="FairnessResult.AllLanguages"/>.</param>
/// <param name="HeldPercent">By the categories that are on by default.</param>
/// <param name="HeldByOthersPercent">By any category but swearing, those that are off by default included.</param>
internal sealed record HeldRow(string Class, string Scope, int Cases, double HeldPercent, double HeldByOthersPercent)
{
    public const string Together = "all of them";
}

using System.Text.Json.Serialization;

namespace ModBot.ModelKit;

/// <summary>What <c>modelkit evaluate</c> measured; the card is written from this and from nothing else. What was not asked for is null.</summary>
internal sealed record EvaluationReport(
    string Version,
    string Checksum,
    IReadOnlyList<SetResult> Sets,
    PooledResult? Pooled,
    IReadOnlyList<ChannelResult> Chat,
    SpeedResult Speed,
    Calibration? Calibration = null,
    LanguageTable? Languages = null,
    FunctionalResult? Functional = null,
    ExplanationResult? Explanations = null,
    FairnessResult? Fairness = null,
    RobustnessResult? Robustness = null);

/// <param name="Folder">The data folder that the set came from: whether training may have seen its train split.</param>
/// <param name="Auc">AUC per label that the set knows, where its test split holds both answers.</param>
internal sealed record SetResult(string Folder, string Set, string Language, int Rows, IReadOnlyDictionary<string, double> Auc);

/// <summary>All English test rows of the open sets, by toxic, or by identity_hate where toxic is unknown.</summary>
/// <param name="RecallAtHeldShare">Share of unseen chat held (percent), to recall at that threshold.</param>
internal sealed record PooledResult(int Rows, double Auc, double F1, IReadOnlyDictionary<string, double> RecallAtHeldShare, double MeanChatScore);

/// <param name="HeldPercent">Percent of lines that the default-on categories together hold, level 1 to 4.</param>
/// <param name="ByCategory">Percent of lines that each category alone holds at level 3.</param>
internal sealed record ChannelResult(string Channel, int Lines, IReadOnlyList<double> HeldPercent, IReadOnlyDictionary<string, double> ByCategory);

/// <summary>On one thread, normaliser and featuriser included, repeated lines scored again.</summary>
/// <param name="Machine">What it ran on.</param>
internal sealed record SpeedResult(int Lines, double MessagesPerSecond, string Machine);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class EvaluationJson : JsonSerializerContext;

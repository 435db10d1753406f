using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>What was decided about a message, and everything that any surface needs to explain it. Nobody recomputes.</summary>
public sealed record Decision
{
    public required Verdict Verdict { get; init; }

    /// <summary>Every rule and category that asked for more than <see cref="Verdict.Allow"/>, the worst first; those that only observe among them.</summary>
    public required ImmutableArray<Reason> Reasons { get; init; }

    /// <summary>Whether the classifier gave scores; when not, rules decided alone.</summary>
    public required ScoreStatus Score { get; init; }

    /// <summary>What the classifier gave every category; null where it gave nothing. Stored with a hold, so that other levels can be tried on it.</summary>
    public CategoryScores? Scores { get; init; }

    /// <summary>The version of the policy snapshot that the message was judged against.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The folded text, when folding changed what a reader would see; null otherwise.</summary>
    public string? Folded { get; init; }

    /// <summary>The words that drove the score of the leading category. Null where the classifier did not ask for anything, and where no explanation came in time.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>What it is counted under: the category or rule of its worst reason.</summary>
    [JsonIgnore]
    public string Source => Reasons is [var worst, ..] ? worst.Category?.Key() ?? worst.Source : "none";

    /// <summary>The messages that are held with this one, the oldest first; empty for nearly every hold.</summary>
    public ImmutableArray<HeldLine> Lines { get => field.IsDefault ? [] : field; init; }
}

/// <summary>Why a message was not simply allowed.</summary>
public sealed record Reason
{
    /// <summary>A rule's name, <c>model</c>, <c>automod</c> (Twitch's own hold) or <c>unscored</c>.</summary>
    public required string Source { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>One plain sentence for a moderator; never holds the message's text.</summary>
    public required string Text { get; init; }

    public Category? Category { get; init; }

    /// <summary>The score in [0, 1], or what the rule measured.</summary>
    public float? Value { get; init; }

    /// <summary>What <see cref="Value"/> was compared with.</summary>
    public float? Threshold { get; init; }

    /// <summary>The part of the original text that matched, when there is one.</summary>
    public TextSpan? Span { get; init; }
}

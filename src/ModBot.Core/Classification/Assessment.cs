namespace ModBot.Classification;

/// <summary>What the classifier said of one message.</summary>
/// <param name="Scores">Meaningful only when <paramref name="Status"/> is <see cref="ScoreStatus.Scored"/>.</param>
public readonly record struct Assessment(ScoreStatus Status, CategoryScores Scores)
{
    public static Assessment Shed => new(ScoreStatus.Shed, default);

    public static Assessment Unavailable => new(ScoreStatus.Unavailable, default);
}

/// <summary>Whether a message has scores. No score is a fact, not a failure: rules then decide alone.</summary>
public enum ScoreStatus
{
    Scored,

    /// <summary>The queue of the classifier was full, and the message was shed at once.</summary>
    Shed,

    /// <summary>The classifier is down or failed on this message's batch.</summary>
    Unavailable,
}

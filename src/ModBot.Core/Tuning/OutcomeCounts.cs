using ModBot.Feedback;

namespace ModBot.Tuning;

/// <summary>Holds by what came of them.</summary>
/// <param name="Undecided">Open, lapsed, or acted on by ModBot itself: no person judged them.</param>
public readonly record struct OutcomeCounts(int Approved, int Denied, int Undecided)
{
    public int Held => Approved + Denied + Undecided;

    public int Decided => Approved + Denied;

    /// <summary>The share of people's decisions that were denials, with its 95 % interval; null without decisions.</summary>
    public Proportion? Precision => Decided == 0 ? null : Proportion.Of(Denied, Decided);

    public static OutcomeCounts operator +(OutcomeCounts left, OutcomeCounts right) =>
        new(left.Approved + right.Approved, left.Denied + right.Denied, left.Undecided + right.Undecided);

    public static OutcomeCounts operator -(OutcomeCounts left, OutcomeCounts right) =>
        new(left.Approved - right.Approved, left.Denied - right.Denied, left.Undecided - right.Undecided);
}

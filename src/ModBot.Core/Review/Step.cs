using ModBot.Holds;

namespace ModBot.Review;

/// <summary>Either a transition to try, or why there is none.</summary>
internal readonly record struct Step(Transition? Transition, ReviewResult? Refusal = null, bool IsProposal = false)
{
    public static implicit operator Step(Transition transition) => new(transition);

    public static implicit operator Step(ReviewResult refusal) => new(null, refusal);
}

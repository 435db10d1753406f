using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Review;

/// <summary>How an act at the review desk ended: a closed family, switched once at each surface (a chat reply, an HTTP status).</summary>
public abstract record ReviewResult
{
    private ReviewResult()
    {
    }

    /// <summary>It is done: decided, claimed or undone, as the hold's state tells.</summary>
    /// <param name="IsOwnDecision">It is an appeal, and whoever decided it had also decided what it is about.</param>
    public sealed record Done(Hold Hold, bool IsOwnDecision = false) : ReviewResult;

    /// <summary>Noted as a proposal; a second moderator confirms.</summary>
    public sealed record Proposed(Hold Hold) : ReviewResult;

    /// <summary>Somebody was first: the hold's resolution says who and how.</summary>
    public sealed record AlreadyResolved(Hold Hold) : ReviewResult;

    /// <summary>Somebody else is working on it, until the claim lapses.</summary>
    public sealed record ClaimedByOther(Hold Hold, Actor By) : ReviewResult;

    /// <summary>The hold has changed since the version that the caller saw.</summary>
    public sealed record Stale(Hold Hold) : ReviewResult;

    public sealed record NotFound : ReviewResult;

    /// <summary>The role makes no more than so many decisions a minute, and this moderator has made them.</summary>
    public sealed record LimitReached(int PerMinute, TimeSpan RetryAfter) : ReviewResult;

    /// <summary>The role does not reach that far; the reason is a clause such as "needs the permission Ban".</summary>
    public sealed record Forbidden(string Reason) : ReviewResult;

    /// <summary>The act makes no sense here; the reason is a clause such as "nobody has claimed it".</summary>
    public sealed record Refused(string Reason) : ReviewResult;

    /// <summary>There is nothing to undo, or the window for it is over.</summary>
    public sealed record CannotUndo(string Reason) : ReviewResult;
}

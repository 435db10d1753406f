using System.Globalization;
using ModBot.Explaining;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>How commands speak of holds: by code, category and score, never by text; by sender only where several speak together.</summary>
internal static class Wording
{
    private const int DriversShown = 3;
    private const int LoginsShown = 10;

    /// <summary>E.g. <c>kxz bullying 0.91, deleted</c>.</summary>
    public static string Brief(Hold hold) => $"{hold.Code} {Cause(hold)}{Extent(hold)}, {KindOf(hold)}";

    public static string Cause(Hold hold) => hold.Decision.Reasons is [{ Value: { } score, Category: not null }, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{hold.Source} {score:0.00}")
        : hold.Source;

    public static string KindOf(Hold hold) => hold.Kind switch
    {
        HoldKind.Twitch => "held by Twitch",
        HoldKind.Deleted => "deleted",
        HoldKind.Appeal => hold.Appeal is { Request: not null } ? "asks to be unbanned" : "asks for another look",
        _ => "still visible",
    };

    /// <summary>E.g. <c>approved by quietlantern 12 s ago</c>.</summary>
    public static string StateOf(Hold hold, DateTimeOffset now) => hold switch
    {
        { Resolution: { IsOnTwitch: true } resolution } =>
            $"handled {(resolution.By.IsMachine ? "" : $"by {resolution.By.Login} ")}on Twitch {Age(now - resolution.At)} ago ({resolution.Ruling.Reason})",
        { State: HoldState.Expired, Resolution: { } resolution } => $"lapsed {Age(now - resolution.At)} ago{Lapse(resolution.Ruling)}",
        { Resolution: { } resolution } => $"{Verb(hold.State)} by {resolution.By.Login} {Age(now - resolution.At)} ago",
        _ when hold.ClaimedBy(now) is { } claimer => $"claimed by {claimer.Login}",
        { Proposal: { } proposal } => $"open; {proposal.By.Login} proposes to {proposal.Ruling.Verb.ToString().ToLowerInvariant()}{(proposal.Ruling.Sanction is { } sanction ? $" with {Name(sanction)}" : "")}",
        _ => $"open, lapses in {Age(hold.ExpiresAt - now)}",
    };

    public static string Age(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } => $"{Math.Max(0, span.TotalSeconds):0} s",
        { TotalMinutes: < 90 } => $"{span.TotalMinutes:0} min",
        { TotalHours: < 48 } => $"{span.TotalHours:0} h",
        _ => $"{span.TotalDays:0} d",
    };

    /// <summary>E.g. <c>150 ms</c> or <c>2.3 s</c>.</summary>
    public static string Short(TimeSpan span) => span.TotalSeconds < 1
        ? $"{span.TotalMilliseconds:0} ms"
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>E.g. <c>90 % (72 % to 97 %)</c>.</summary>
    public static string Interval(Proportion share) => $"{Percent(share.Value)} ({Percent(share.Low)} to {Percent(share.High)})";

    /// <summary>What every refused or lost act is answered with.</summary>
    public static string Describe(ReviewResult result, string code, DateTimeOffset now) => result switch
    {
        ReviewResult.Done { IsOwnDecision: true } own => $"{Describe(own with { IsOwnDecision = false }, code, now)} But it was about your own decision: better leave such an appeal to another moderator.",
        ReviewResult.Done done => $"{done.Hold.Code} {Verb(done.Hold.State)}{Sanction(done.Hold)}{(done.Hold.Resolution?.Ruling.Ladder is { } standing ? $" (ladder: {standing})" : "")}.",
        ReviewResult.Proposed { Hold: { Proposal: { By.IsModBot: true } proposal } hold } => $"{hold.Code}: the ladder proposes a ban ({proposal.Ruling.Ladder}); confirm with deny {hold.Code} ban, or deny {hold.Code} none.",
        ReviewResult.Proposed proposed => $"{proposed.Hold.Code}: noted as your proposal; a second moderator confirms.",
        ReviewResult.AlreadyResolved { Hold: { State: HoldState.Expired } lapsed } => $"{lapsed.Code}: {StateOf(lapsed, now)}; there is nothing to decide any more.",
        ReviewResult.AlreadyResolved already => $"{already.Hold.Code}: already {StateOf(already.Hold, now)}.",
        ReviewResult.ClaimedByOther claimed => $"{claimed.Hold.Code}: {claimed.By.Login} is on it; take {claimed.Hold.Code} takes it over.",
        ReviewResult.Stale stale => $"{stale.Hold.Code} has just changed; look again.",
        ReviewResult.NotFound => $"There is no hold {code}.",
        ReviewResult.LimitReached limit => $"{code}: your role makes at most {Counted.Of(limit.PerMinute, "decision")} a minute; wait {Age(limit.RetryAfter)}.",
        ReviewResult.Forbidden forbidden => $"{code}: {forbidden.Reason}.",
        ReviewResult.Refused refused => $"{code}: {refused.Reason}.",
        ReviewResult.CannotUndo cannot => $"{code} cannot be undone: {cannot.Reason}.",
        _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
    };

    /// <summary>Why a message is held, in one line for public chat: all but texts.</summary>
    public static string Why(HoldView view, DateTimeOffset now)
    {
        var hold = view.Hold;
        var reasons = string.Join("; ", view.Reasons.Take(4).Select(reason => $"{reason.Source}: {reason.Text}"));
        var folded = view.Folded is null ? "" : " Its spelling was folded.";
        var about = view.About is { } appealed ? $" It is about {appealed.Code}, {StateOf(appealed.Hold, now)}." : "";
        var sender = view.Record is { } record ? RecordWording.Clause(record, view.Ladder, now) : "";
        var notes = HoldNote.Count(view.History) is > 0 and var count ? $" {Counted.Of(count, "note")}." : "";
        return $"{view.Code}, {KindOf(hold)}, {StateOf(hold, now)}. {reasons}.{folded}{Lines(hold)}{Drivers(hold)}{about}{Step(hold)}{sender}{notes}";
    }

    /// <summary>What came of a ruling on everything of one person, who is not named: <c>4 denied, sender warned; 1 already handled.</c></summary>
    /// <param name="result">What came of it.</param>
    /// <param name="gone">How many more were to be ruled on, and were open no more.</param>
    public static string Describe(BulkResult result, int gone = 0)
    {
        if (result.IsAmbiguous) return "Two people who had this login have something in the queue; decide by code.";
        if (result.Holds.Count + gone == 0) return "Nothing in the queue is of that user alone.";
        var parts = result.Each.Concat(Enumerable.Repeat(new ReviewResult.NotFound(), gone)).GroupBy(each => each switch
        {
            ReviewResult.Done done => Verb(done.Hold.State),
            ReviewResult.Proposed { Hold.Proposal.By.IsModBot: true } => "open, with a ban proposed by the ladder",
            ReviewResult.Proposed => "noted as your proposal",
            ReviewResult.AlreadyResolved or ReviewResult.NotFound => "already handled",
            ReviewResult.ClaimedByOther => "claimed by others",
            ReviewResult.LimitReached limit => $"left: your role makes at most {Counted.Of(limit.PerMinute, "decision")} a minute",
            ReviewResult.Forbidden forbidden => $"not yours to decide ({forbidden.Reason})",
            _ => "changed meanwhile",
        }).Select(group => $"{(group.First() is ReviewResult.LimitReached ? result.Untried : group.Count())} {group.Key}{group.OfType<ReviewResult.Done>().Select(done => Sanction(done.Hold)).FirstOrDefault(sanction => sanction.Length > 0)}");
        return $"{string.Join("; ", parts)}.";
    }

    /// <summary>Where the words stand that drove the score, and never what they are. Empty without an explanation.</summary>
    public static string Drivers(Hold hold)
    {
        if (hold.Decision.Explanation is not { Words.IsDefaultOrEmpty: false } explanation) return "";
        var text = hold.Message.Text;
        var places = explanation.Words.OrderByDescending(word => word.Weight).Take(DriversShown).Select(word => WordAt(text, word.Start)).Distinct().Order().ToArray();
        return $" Mostly for {Counted.Noun(places.Length, "word")} {string.Join(", ", places)} of {WordAt(text, text.Length - 1)}.";
    }

    /// <summary>The step of the ladder that decided, or asks for a ban, e.g. <c> Ladder: step 2 of 4, 2 points, a timeout of 10 min.</c> Empty where the ladder had no say.</summary>
    public static string Step(Hold hold) => (hold.Resolution?.Ruling ?? hold.Proposal?.Ruling) is { Ladder: { } standing } ruling
        ? $" Ladder: {standing}{(ruling.Sanction is { } sanction ? $", {Name(sanction)}" : "")}."
        : "";

    /// <summary>How many messages a hold is about, and whose they are, where it is about several.</summary>
    public static string Lines(Hold hold)
    {
        if (hold.Lines.IsEmpty) return "";
        var logins = hold.Lines.Select(line => line.Chatter.Login).Append(hold.Message.Chatter.Login).Distinct().ToArray();
        var more = logins.Length > LoginsShown ? $" and {logins.Length - LoginsShown} more" : "";
        return $" {hold.RaidSize ?? hold.Lines.Length + 1} messages, by {string.Join(", ", logins.Take(LoginsShown))}{more}.";
    }

    /// <summary>The number of the word at a place, the first being 1.</summary>
    private static int WordAt(string text, int place)
    {
        var words = 0;
        for (var i = 0; i <= place && i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1]))) words++;
        }
        return words;
    }

    private static string Extent(Hold hold) => hold switch
    {
        { RaidSize: { } size } => $" x {size}",
        { Lines: [] } => "",
        _ => $" over {hold.Lines.Length + 1} messages",
    };

    private static string Lapse(Ruling ruling) => ruling.LapsedAs switch
    {
        RulingVerb.Approve => ", let through",
        RulingVerb.Deny => ", kept out",
        _ => "",
    };

    private static string Name(Sanction sanction) => sanction switch
    {
        { Kind: SanctionKind.Warn } => "a warning",
        { Duration: { } duration } => $"a timeout of {Age(duration)}",
        _ => "a ban",
    };

    private static string Verb(HoldState state) => state switch
    {
        HoldState.Approved => "approved",
        HoldState.Denied => "denied",
        HoldState.Expired => "lapsed",
        _ => "open again",
    };

    private static string Sanction(Hold hold)
    {
        var count = hold.OtherRaiders.Count() + 1;
        var whom = count == 1 ? "sender" : Counted.Of(count, "sender");
        return hold.Resolution?.Ruling.Sanction switch
        {
            { Kind: SanctionKind.Warn } => $", {whom} warned",
            { Kind: SanctionKind.Timeout, Duration: { } duration } => $", {whom} timed out for {Age(duration)}",
            { Kind: SanctionKind.Ban } => $", {whom} banned",
            _ => "",
        };
    }
}

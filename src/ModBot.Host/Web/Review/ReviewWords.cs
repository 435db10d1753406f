using System.Globalization;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Tuning;

namespace ModBot.Host.Web.Review;

/// <summary>Figures as the pages that look back write them.</summary>
public static class ReviewWords
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>E.g. <c>0.42 %</c>; a share of chat is small.</summary>
    public static string SmallShare(long part, long whole) => whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.##} %");

    /// <summary>A share with its interval; a dash where nobody decided anything.</summary>
    public static string Share(Proportion? share) => share is { } known ? Wording.Interval(known) : "–";

    public static string Wait(TimeSpan? span) => span is { } known ? Wording.Age(known) : "–";

    /// <summary>E.g. <c>10 min</c>, <c>3 h</c>, <c>1 d</c>.</summary>
    public static string Length(TimeSpan span) => span.TotalHours < 1 ? $"{span.TotalMinutes:0} min" : span.TotalHours < 24 ? $"{span.TotalHours:0} h" : $"{span.TotalDays:0} d";

    /// <summary>How long deleted messages stood in chat.</summary>
    public static string Exposed(Exposure exposure) =>
        $"{Wording.Short(exposure.P50)} (half of them), {Wording.Short(exposure.P99)} (99 %); {Wording.Percent(exposure.Hidden)} within {Exposure.ShortestDelay.TotalSeconds:0} s";

    /// <summary>A figure before and after.</summary>
    public static string Change(long before, long after) => before == after ? Count(before) : $"{Count(before)} → {Count(after)}";

    /// <summary>What a hold is counted under, for people; <see cref="Queue.DeskWords"/> knows the rest.</summary>
    public static string NameOf(Category category) => Queue.DeskWords.NameOf(category.Key());

    public static string OutcomeOf(Hold hold) => hold.State switch
    {
        HoldState.Approved => "approved",
        HoldState.Denied => hold.Resolution is { By.IsMachine: true, IsOnTwitch: false } ? "acted on by ModBot" : "denied",
        HoldState.Expired => "lapsed",
        _ => "open",
    };

    /// <summary>What a simulation means, in a sentence.</summary>
    public static string Sum(Simulation simulation)
    {
        var (before, after) = (simulation.Before, simulation.After);
        if (before.Held == after.Held) return $"With these levels as many of these messages would be held as now: {Count(before.Held)}.";
        var gone = before - after;
        return gone.Held > 0
            ? $"Of {Count(before.Held)} {Counted.Noun(before.Held, "hold")} {Count(gone.Held)} would go: {Count(gone.Denied)} that moderators denied, {Count(gone.Approved)} that they approved, {Count(gone.Undecided)} that nobody decided."
            : $"Of these holds all would stay, and {Count(-gone.Held)} that the levels in force no longer hold would come back.";
    }
}

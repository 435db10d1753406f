using ModBot.Classification;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;

namespace ModBot.Host.Web.Queue;

/// <summary>A hold as its card shows it to one person.</summary>
/// <param name="Channel">Where it is, as this person has it.</param>
/// <param name="Offer">What they may do.</param>
/// <param name="Context">What was said around it, as far as it is known.</param>
/// <param name="Policy">The channel's policy.</param>
/// <param name="View">What is to be covered.</param>
/// <param name="ShowsChannel">The page shows several channels.</param>
public sealed record CardView(Hold Hold, DeskChannel Channel, Offer Offer, HoldContext? Context, ChannelPolicy Policy, DeskView View, bool ShowsChannel, DateTimeOffset Now)
{
    private static readonly string[] Levels = ["lenient", "moderate", "strict", "strictest"];

    private static readonly (string Value, string Name, TimeSpan Span)[] AllTimeouts =
    [
        ("30s", "30 seconds", TimeSpan.FromSeconds(30)), ("1m", "1 minute", TimeSpan.FromMinutes(1)), ("10m", "10 minutes", TimeSpan.FromMinutes(10)), ("1h", "1 hour", TimeSpan.FromHours(1)),
        ("8h", "8 hours", TimeSpan.FromHours(8)), ("1d", "1 day", TimeSpan.FromDays(1)), ("7d", "7 days", TimeSpan.FromDays(7)), ("14d", "14 days", TimeSpan.FromDays(14)),
    ];

    public const string DefaultTimeout = "10m";

    /// <summary>The card's id in a page.</summary>
    public string Id => $"hold-{Channel.Login}-{Hold.Code}";

    /// <summary>The hold's own page, and where acts on it are sent.</summary>
    public string Address => $"/desk/{Channel.Login}/holds/{Hold.Code}";

    public string State => Hold.State.ToString().ToLowerInvariant();

    public string Kind => Hold.Kind.ToString().ToLowerInvariant();

    public string Title => Hold switch
    {
        { RaidSize: { } size } => $"a raid of {size} messages",
        { IsErased: true } => "forgotten",
        { Appeal.Request: not null } => "asks to be unbanned",
        { Appeal: not null } => "asks for another look",
        _ => DeskWords.NameOf(Hold.Source),
    };

    /// <summary>E.g. <c>score 0.91, held from level 2 (moderate) on</c>; null for what no model scored.</summary>
    public string? Strength => Hold.Decision.Reasons is [{ Category: { } category, Value: { } score }, ..] ? Describe(category, score) : null;

    /// <summary>Its text is covered until it is asked for.</summary>
    public bool IsCovered => View.Covers(Hold.Decision);

    public IEnumerable<(int Start, int Length)> Marks =>
    [
        .. (Hold.Decision.Explanation?.Words ?? []).Select(word => (word.Start, word.Length)),
        .. Hold.Decision.Reasons.Select(reason => reason.Span).OfType<ModBot.Messages.TextSpan>().Select(span => (span.Start, span.Length)),
    ];

    public IEnumerable<string> Reasons => Hold.Decision.Reasons.Where(reason => reason.Verdict > Verdict.Allow).Select(reason => reason.Text).Distinct();

    public string StateText => Wording.StateOf(Hold, Now);

    /// <summary>Somebody's ruling on it: a state that the reader should see first.</summary>
    public bool IsHandled => !Hold.IsOpen;

    public IEnumerable<(string Value, string Name, TimeSpan Span)> Timeouts => AllTimeouts.Where(timeout => timeout.Span <= Offer.LongestTimeout);

    public bool HasSanctions => Offer.Warn || Offer.LongestTimeout > TimeSpan.Zero || Offer.Ban;

    /// <summary>A plain denial may come with the sanction of the sender's step.</summary>
    public bool HasLadder => Policy.Config.Ladder.Enabled;

    public string ApproveText => Hold.Kind switch
    {
        HoldKind.Appeal => "the decision is taken back",
        HoldKind.Twitch => "Twitch posts it",
        HoldKind.Deleted => "posted as a quote",
        _ => "it stays",
    };

    public string DenyText => Hold.Kind switch
    {
        HoldKind.Appeal => "the decision stands",
        HoldKind.Flagged => "it is deleted",
        _ => "it stays out",
    };

    private string Describe(Category category, float score)
    {
        var level = Policy.Thresholds.LowestHolding(category, score);
        var held = level is { } lowest ? $", held from level {lowest} ({Levels[lowest - 1]}) on" : "";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"score {score:0.00}{held}");
    }
}

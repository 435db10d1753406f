using System.Globalization;
using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>A change of a hold, whole: the next version, its line of history, and what has to be done on Twitch.</summary>
public sealed record Transition(Hold Hold, HistoryEntry Entry, IReadOnlyList<Effect> Effects);

/// <summary>
/// Every way in which a hold can change: <c>open -> approved | denied | expired</c>, back to open by undo, with claims and proposals on the way. Pure; who may do what
/// is the desk's business.
/// </summary>
public static class HoldLifecycle
{
    public static Transition Claim(Hold hold, Actor by, DateTimeOffset now, TimeSpan duration) =>
        Next(hold with { Claim = new Claim(by, now + duration) }, now, by, HistoryAction.Claimed);

    public static Transition Propose(Hold hold, Actor by, Ruling ruling, DateTimeOffset now) =>
        Next(hold with { Claim = null, Proposal = new Proposal(by, now, ruling) }, now, by, HistoryAction.Proposed, Describe(ruling));

    public static Transition Resolve(Hold hold, Actor by, Ruling ruling, DateTimeOffset now)
    {
        var state = ruling.Verb switch { RulingVerb.Approve => HoldState.Approved, RulingVerb.Deny => HoldState.Denied, _ => HoldState.Expired };
        var action = ruling.Verb switch { RulingVerb.Approve => HistoryAction.Approved, RulingVerb.Deny => HistoryAction.Denied, _ => HistoryAction.Expired };
        var resolved = hold with { State = state, Claim = null, Resolution = new Resolution(by, now, ruling, hold.Kind) };
        return Next(resolved, now, by, action, Describe(ruling), EffectsOf(ruling, hold.Kind));
    }

    /// <summary>Somebody decided it in Twitch's own interface, or Twitch let it lapse: nothing is left to do there.</summary>
    public static Transition CloseOnTwitch(Hold hold, TwitchHoldOutcome outcome, Actor by, DateTimeOffset now)
    {
        var (state, verb) = outcome switch
        {
            TwitchHoldOutcome.Allowed => (HoldState.Approved, RulingVerb.Approve),
            TwitchHoldOutcome.Denied => (HoldState.Denied, RulingVerb.Deny),
            _ => (HoldState.Expired, RulingVerb.Expire),
        };
        var closed = hold with { State = state, Claim = null, Resolution = new Resolution(by, now, new Ruling(verb), hold.Kind) };
        return Next(closed, now, by, HistoryAction.ClosedOnTwitch, outcome.ToString());
    }

    /// <summary>
    /// Opens a decided hold again and reverses what can be reversed. Twitch takes no decision back: after its ALLOW the message is simply visible, and after its DENY it is
    /// gone, as if ModBot had deleted it.
    /// </summary>
    public static Transition Undo(Hold hold, Actor by, DateTimeOffset now, TimeSpan expireAfter)
    {
        var resolution = hold.Resolution ?? throw new ArgumentException($"Hold {hold.Id} has no resolution to undo.", nameof(hold));
        var kind = (hold.Kind, resolution.Ruling.Verb) switch
        {
            (HoldKind.Twitch, RulingVerb.Approve) => HoldKind.Flagged,
            (HoldKind.Twitch, _) => HoldKind.Deleted,
            _ => hold.Kind,
        };
        var reopened = hold with { State = HoldState.Open, Kind = kind, Resolution = null, Proposal = null, ExpiresAt = now + expireAfter };
        List<EffectKind> effects = [];
        if (hold.Quote is not null) effects.Add(EffectKind.DeleteQuote);
        if (resolution.Ruling.Sanction?.Kind is SanctionKind.Timeout or SanctionKind.Ban) effects.Add(EffectKind.Unban);
        return Next(reopened, now, by, HistoryAction.Undone, resolution.Ruling.Verb.ToString(), [.. effects.Select(effect => new Wanted(effect))]);
    }

    /// <summary>The message is gone. If it was approved while the delete was on its way, it comes back as a quote.</summary>
    public static Transition MessageDeleted(Hold hold, DateTimeOffset now, TimeSpan exposure)
    {
        IReadOnlyList<Wanted> effects = hold.State == HoldState.Approved && hold.Kind == HoldKind.Flagged ? [new Wanted(EffectKind.PostQuote)] : [];
        return Next(hold with { Kind = HoldKind.Deleted }, now, Actor.ModBot, HistoryAction.MessageDeleted, string.Create(CultureInfo.InvariantCulture, $"visible for {exposure.TotalMilliseconds:0} ms"), effects);
    }

    public static Transition DeleteRefused(Hold hold, DateTimeOffset now, string reason) =>
        Next(hold with { Kind = HoldKind.Flagged }, now, Actor.ModBot, HistoryAction.DeleteRefused, reason);

    /// <summary>The quote is out. If its approval was undone while it was on its way, it is taken back.</summary>
    public static Transition QuotePosted(Hold hold, DateTimeOffset now, MessageId? quote) =>
        Next(hold with { Quote = quote }, now, Actor.ModBot, HistoryAction.QuotePosted, effects: hold.State == HoldState.Approved ? [] : [new Wanted(EffectKind.DeleteQuote)]);

    public static Transition QuoteDeleted(Hold hold, DateTimeOffset now) =>
        Next(hold with { Quote = null }, now, Actor.ModBot, HistoryAction.QuoteDeleted);

    public static Transition EffectFailed(Hold hold, DateTimeOffset now, EffectKind effect, string reason) =>
        Next(hold, now, Actor.ModBot, HistoryAction.EffectFailed, $"{effect}: {reason}");

    private static IReadOnlyList<Wanted> EffectsOf(Ruling ruling, HoldKind kind)
    {
        List<Wanted> effects = [];
        switch (ruling.Verb, kind)
        {
            case (RulingVerb.Approve, HoldKind.Twitch): effects.Add(new Wanted(EffectKind.AllowOnTwitch)); break;
            case (RulingVerb.Approve, HoldKind.Deleted): effects.Add(new Wanted(EffectKind.PostQuote)); break;
            case (RulingVerb.Deny, HoldKind.Twitch): effects.Add(new Wanted(EffectKind.DenyOnTwitch)); break;
            case (RulingVerb.Deny, HoldKind.Flagged): effects.Add(new Wanted(EffectKind.DeleteMessage)); break;
            default: break;
        }
        if (ruling.Sanction is { } sanction)
        {
            effects.Add(new Wanted(sanction.Effect, sanction.Duration, ruling.Reason));
        }
        return effects;
    }

    private static string? Describe(Ruling ruling) => ruling switch
    {
        { Sanction: null, Reason: null } => null,
        { Sanction: null } => ruling.Reason,
        { Sanction: { } sanction } => $"{sanction.Kind}{(sanction.Duration is { } duration ? $" {duration}" : "")}{(ruling.Reason is null ? "" : $": {ruling.Reason}")}",
    };

    private static Transition Next(Hold hold, DateTimeOffset now, Actor by, HistoryAction action, string? detail = null, IReadOnlyList<Wanted>? effects = null)
    {
        var next = hold with { Version = hold.Version + 1 };
        return new Transition(next, new HistoryEntry(next.Version, now, by, action, detail), [.. (effects ?? []).Select(wanted => Effect.For(next, wanted.Kind, wanted.Duration, wanted.Reason))]);
    }

    private readonly record struct Wanted(EffectKind Kind, TimeSpan? Duration = null, string? Reason = null);
}

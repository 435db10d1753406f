using System.Globalization;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>A change of a hold, whole: the next version, its line of history, and what has to be done on Twitch.</summary>
public sealed record Transition(Hold Hold, HistoryEntry Entry, IReadOnlyList<Effect> Effects);

/// <summary>
/// Every way in which a hold can change: <c>open -> approved | denied | expired</c>, back to open by undo, with claims and proposals on the way. Pure; who may do what
/// is the desk's business.
/// </summary>
public static class HoldLifecycle
{
    /// <summary>Claims a hold, also one that somebody else has claimed.</summary>
    public static Transition Claim(Hold hold, Actor by, DateTimeOffset now, TimeSpan duration)
    {
        var from = hold.ClaimedBy(now) is { } claimer && claimer.Id != by.Id ? claimer : null;
        return Next(hold with { Claim = new Claim(by, now + duration) }, now, by, from is null ? HistoryAction.Claimed : HistoryAction.TakenOver, from: from);
    }

    public static Transition Release(Hold hold, Actor by, DateTimeOffset now) => Next(hold with { Claim = null }, now, by, HistoryAction.Released);

    /// <summary>Leaves a note for other moderators; the hold stays as it is, open or ended.</summary>
    /// <param name="text">What <see cref="HoldNote.TryRead"/> made of it.</param>
    public static Transition Note(Hold hold, Actor by, string text, DateTimeOffset now) => Next(hold, now, by, HistoryAction.Noted, text);

    public static Transition Propose(Hold hold, Actor by, Ruling ruling, DateTimeOffset now) =>
        Next(hold with { Claim = null, Proposal = new Proposal(by, now, ruling) }, now, by, HistoryAction.Proposed, Describe(ruling), verb: ruling.Verb);

    /// <summary>A denial whose ladder asks for a ban: the ban waits for somebody who decides on it, as ModBot's proposal. What is still visible goes at once.</summary>
    /// <param name="by">Who denied it.</param>
    public static Transition ProposeBan(Hold hold, Actor by, Ruling ruling, DateTimeOffset now)
    {
        var effects = hold.Kind == HoldKind.Flagged ? EffectsOf(ruling with { Sanction = null }, hold, now) : [];
        return Next(hold with { Claim = null, Proposal = new Proposal(Actor.ModBot, now, ruling) }, now, by, HistoryAction.Proposed, Describe(ruling), effects, ruling.Verb);
    }

    public static Transition Resolve(Hold hold, Actor by, Ruling ruling, DateTimeOffset now)
    {
        var action = ruling.Verb switch { RulingVerb.Approve => HistoryAction.Approved, RulingVerb.Deny => HistoryAction.Denied, _ => HistoryAction.Expired };
        var resolved = hold with { State = StateAfter(ruling.Verb), Claim = null, Resolution = new Resolution(by, now, ruling, hold.Kind) };
        return Next(resolved, now, by, action, Describe(ruling), EffectsOf(ruling, hold, now), ruling.Verb);
    }

    /// <summary>Somebody decided it in Twitch's own interface, or Twitch did: nothing is left to do there, and what was still visible is gone unless it was approved.</summary>
    /// <param name="ruling">Its reason says what was done on Twitch.</param>
    public static Transition CloseOnTwitch(Hold hold, Ruling ruling, Actor by, DateTimeOffset now)
    {
        var closed = hold with
        {
            State = StateAfter(ruling.Verb),
            Kind = hold.Kind == HoldKind.Flagged && ruling.Verb != RulingVerb.Approve ? HoldKind.Deleted : hold.Kind,
            Claim = null,
            Resolution = new Resolution(by, now, ruling, hold.Kind, IsOnTwitch: true),
        };
        return Next(closed, now, by, HistoryAction.ClosedOnTwitch, ruling.Reason, verb: ruling.Verb);
    }

    /// <summary>Somebody lifted on Twitch the timeout or ban that came with the decision: it is not carried out any more where it was still to be, and not lifted again by undo.</summary>
    public static Transition LiftSanction(Hold hold, Actor by, DateTimeOffset now)
    {
        var resolution = hold.Resolution ?? throw new ArgumentException($"Hold {hold.Id} has no resolution.", nameof(hold));
        return Next(hold with { Resolution = resolution with { Ruling = resolution.Ruling with { Sanction = null }, IsLifted = true } }, now, by, HistoryAction.SanctionLifted, Describe(resolution.Ruling));
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
        List<Wanted> effects = [];
        if (hold.Quote is { } quote) effects.Add(new Wanted(EffectKind.DeleteQuote, Quote: quote));
        if (hold.Removes) effects.AddRange(AgainstAll(hold, new Wanted(EffectKind.Unban)));
        return Next(reopened, now, by, HistoryAction.Undone, resolution.Ruling.Verb.ToString(), effects);
    }

    /// <summary>An appeal against the decision was granted: it counts as approved from now on. What it says to the text is left as it is, and to the sender, that is the appeal's own business.</summary>
    /// <param name="appeal">The appeal's code.</param>
    public static Transition Overturn(Hold hold, ShortCode appeal, Actor by, DateTimeOffset now)
    {
        var ruling = new Ruling(RulingVerb.Approve, Reason: $"appeal {appeal} granted");
        var overturned = hold with { State = HoldState.Approved, Claim = null, Resolution = new Resolution(by, now, ruling, hold.Kind) };
        return Next(overturned, now, by, HistoryAction.Overturned, ruling.Reason, verb: ruling.Verb);
    }

    /// <summary>The message is gone. If it was approved while the delete was on its way, it comes back as a quote.</summary>
    public static Transition MessageDeleted(Hold hold, DateTimeOffset now)
    {
        IReadOnlyList<Wanted> effects = hold.IsLetThrough && hold.Kind == HoldKind.Flagged ? [new Wanted(EffectKind.PostQuote)] : [];
        var visible = (now - hold.Message.SentAt).TotalMilliseconds;
        return Next(hold with { Kind = HoldKind.Deleted, Exposure = ExposureOf(hold, now) }, now, Actor.ModBot, HistoryAction.MessageDeleted, string.Create(CultureInfo.InvariantCulture, $"visible for {visible:0} ms"), effects);
    }

    /// <summary>How long a message that is deleted now was exposed. Null when a person or a program decided on the delete, or a person waited too long to: the time that they took is not the bot's.</summary>
    public static TimeSpan? ExposureOf(Hold hold, DateTimeOffset now)
    {
        if (hold.Resolution is { By.IsMachine: false } or { By.IsKey: true } or { Ruling.Verb: RulingVerb.Expire }) return null;
        // ModBot proposes a ban where a person denied; what it proposes by itself it does when it holds.
        if (hold.Proposal is { By.IsModBot: true } proposal && proposal.At > hold.CreatedAt) return null;
        // Clocks differ; nothing is deleted before it was said.
        var exposure = now - hold.Message.SentAt;
        return exposure > TimeSpan.Zero ? exposure : TimeSpan.Zero;
    }

    /// <summary>More messages of a raid come onto its card: kept while it is open and keeps fewer than <paramref name="maxLines"/>, else only counted.</summary>
    public static Transition Join(Hold card, IReadOnlyList<HeldLine> joining, int maxLines, bool deletes, DateTimeOffset now)
    {
        var size = (card.RaidSize ?? 1) + joining.Count;
        var kept = card.IsOpen ? joining.Take(maxLines - card.Lines.Length) : [];
        var grown = card with { RaidSize = size, Decision = card.Decision with { Lines = [.. card.Lines, .. kept] } };
        IReadOnlyList<Wanted> effects = deletes ? [.. joining.Where(line => HoldQueue.IsDeletable(line.Chatter)).Select(line => new Wanted(EffectKind.DeleteMessage, Line: line))] : [];
        return Next(grown, now, Actor.ModBot, HistoryAction.Joined, $"{joining.Count} more, {size} in all", effects);
    }

    public static Transition DeleteRefused(Hold hold, DateTimeOffset now, string reason) =>
        Next(hold with { Kind = HoldKind.Flagged }, now, Actor.ModBot, HistoryAction.DeleteRefused, reason);

    /// <summary>The quote is out. If its approval was undone while it was on its way, it is taken back.</summary>
    public static Transition QuotePosted(Hold hold, DateTimeOffset now, MessageId? quote) =>
        Next(hold with { Quote = quote }, now, Actor.ModBot, HistoryAction.QuotePosted, effects: hold.IsLetThrough || quote is null ? [] : [new Wanted(EffectKind.DeleteQuote, Quote: quote)]);

    /// <summary>The quote is gone. If the message was approved anew while that was on its way, it comes back.</summary>
    public static Transition QuoteDeleted(Hold hold, DateTimeOffset now) =>
        Next(hold with { Quote = null }, now, Actor.ModBot, HistoryAction.QuoteDeleted, effects: hold.IsLetThrough ? [new Wanted(EffectKind.PostQuote)] : []);

    public static Transition EffectFailed(Hold hold, DateTimeOffset now, EffectKind effect, string reason) =>
        Next(hold, now, Actor.ModBot, HistoryAction.EffectFailed, $"{effect}: {reason}");

    /// <summary>What granting an appeal lifts: a timeout that is over by itself is lifted no more, or it could be another one that ends.</summary>
    public static Sanction? LiftedBy(Hold hold, DateTimeOffset now) => hold.Appeal?.Sanction is { } sanction && !(hold.CreatedAt + sanction.Duration <= now) ? sanction : null;

    private static HoldState StateAfter(RulingVerb verb) => verb switch { RulingVerb.Approve => HoldState.Approved, RulingVerb.Deny => HoldState.Denied, _ => HoldState.Expired };

    private static IReadOnlyList<Wanted> EffectsOf(Ruling ruling, Hold hold, DateTimeOffset now)
    {
        List<Wanted> effects = [];
        switch (ruling.Outcome, hold.Kind)
        {
            case (RulingVerb.Approve, HoldKind.Twitch): effects.Add(new Wanted(EffectKind.AllowOnTwitch)); break;
            case (RulingVerb.Approve, HoldKind.Appeal) when hold.Appeal is { Request: not null }: effects.Add(new Wanted(EffectKind.ApproveUnbanRequest, Reason: ruling.Reason)); break;
            case (RulingVerb.Deny, HoldKind.Appeal) when hold.Appeal is { Request: not null }: effects.Add(new Wanted(EffectKind.DenyUnbanRequest, Reason: ruling.Reason)); break;
            case (RulingVerb.Approve, HoldKind.Appeal) when LiftedBy(hold, now) is not null: effects.Add(new Wanted(EffectKind.Unban)); break;
            case (RulingVerb.Approve, HoldKind.Deleted): effects.Add(new Wanted(EffectKind.PostQuote)); break;
            case (RulingVerb.Deny, HoldKind.Twitch): effects.Add(new Wanted(EffectKind.DenyOnTwitch)); break;
            case (RulingVerb.Deny, HoldKind.Flagged):
                effects.Add(new Wanted(EffectKind.DeleteMessage));
                effects.AddRange(hold.Lines.Select(line => new Wanted(EffectKind.DeleteMessage, Line: line)));
                break;
            default: break;
        }
        if (ruling.Sanction is { } sanction)
        {
            effects.AddRange(AgainstAll(hold, new Wanted(sanction.Effect, sanction.Duration, ruling.Reason)));
        }
        return effects;
    }

    private static IEnumerable<Wanted> AgainstAll(Hold hold, Wanted wanted) => hold.OtherRaiders.Select(chatter => wanted with { Chatter = chatter }).Prepend(wanted);

    internal static string? Describe(Ruling ruling)
    {
        if (ruling.LapsedAs is { } outcome) return outcome == RulingVerb.Approve ? "let through" : "kept out";
        if (ruling.PermitsTerm) return "and its term permitted";
        var sanction = ruling.Sanction is { } given ? $"{given.Kind}{(given.Duration is { } duration ? $" {duration}" : "")}" : null;
        if (ruling.Ladder is { } standing) sanction = $"{sanction ?? "No sanction"} (ladder: {standing})";
        return (sanction, ruling.Reason) is ({ }, { }) ? $"{sanction}: {ruling.Reason}" : sanction ?? ruling.Reason;
    }

    private static Transition Next(Hold hold, DateTimeOffset now, Actor by, HistoryAction action, string? detail = null, IReadOnlyList<Wanted>? effects = null, RulingVerb? verb = null, Actor? from = null)
    {
        var next = hold with { Version = hold.Version + 1 };
        return new Transition(next, new HistoryEntry(next.Version, now, by, action, detail, verb, from), [.. (effects ?? []).Select(wanted => wanted.For(next))]);
    }

    /// <param name="Line">What it concerns, where that is not the hold's own message.</param>
    /// <param name="Chatter">Whom it concerns, where that is not the sender of the hold's own message.</param>
    /// <param name="Quote">Which quote, for one that is to be deleted: there may be another by then.</param>
    private readonly record struct Wanted(EffectKind Kind, TimeSpan? Duration = null, string? Reason = null, HeldLine? Line = null, Chatter? Chatter = null, MessageId? Quote = null)
    {
        public Effect For(Hold hold) => this switch
        {
            { Line: { } line } => Effect.Delete(hold, line),
            { Chatter: { } chatter } => Effect.Against(hold, chatter, Kind, Duration, Reason),
            _ => Effect.For(hold, Kind, Duration, Reason) with { Message = Quote },
        };
    }
}

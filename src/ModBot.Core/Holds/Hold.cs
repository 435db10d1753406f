using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ModBot.Context;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>A message that waits for a moderator, or waited for one. Immutable: every change is a new record with the next version.</summary>
public sealed record Hold
{
    public required HoldId Id { get; init; }

    /// <summary>What moderators type. Given by the store; unique within the channel.</summary>
    public ShortCode Code { get; init; }

    /// <summary>1 when held, one more with each change; what compare-and-set compares.</summary>
    public long Version { get; init; } = 1;

    public required HoldKind Kind { get; init; }

    public HoldState State { get; init; } = HoldState.Open;

    public required ChatMessage Message { get; init; }

    public required Decision Decision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an open hold that nobody decided becomes <see cref="HoldState.Expired"/>.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public Claim? Claim { get; init; }

    /// <summary>What a moderator on trial proposed, or ModBot where the ladder asks for a ban; another moderator confirms or overrules it.</summary>
    public Proposal? Proposal { get; init; }

    public Resolution? Resolution { get; init; }

    /// <summary>The message that ModBot posted as a quote when a deleted message was approved; what undo takes back.</summary>
    public MessageId? Quote { get; init; }

    /// <summary>From Twitch's timestamp of the message to ModBot's confirmed delete; null where there was none, or where a person decided on it.</summary>
    public TimeSpan? Exposure { get; init; }

    /// <summary>How many messages the card of a raid stands for, of which <see cref="Lines"/> keeps the first; null for what is no such card.</summary>
    public int? RaidSize { get; init; }

    /// <summary>What is asked for, where the hold is no message but an appeal.</summary>
    public Appeal? Appeal { get; init; }

    /// <summary>What was said around it; null where the channel keeps none, and for holds from before there was any.</summary>
    public HoldContext? Context { get; init; }

    [JsonIgnore]
    public BroadcasterId Broadcaster => Message.Broadcaster;

    /// <summary>The messages that are held with <see cref="Message"/>, the oldest first.</summary>
    [JsonIgnore]
    public ImmutableArray<HeldLine> Lines => Decision.Lines;

    /// <summary>The category or rule that the hold is counted under: that of its worst reason.</summary>
    [JsonIgnore]
    public string Source => Decision.Source;

    [JsonIgnore]
    public bool IsOpen => State == HoldState.Open;

    /// <summary>Its text may be in chat: approved by somebody, or let through by the channel's settings when it lapsed.</summary>
    [JsonIgnore]
    public bool IsLetThrough => Resolution?.Ruling.Outcome == RulingVerb.Approve;

    /// <summary>Its decision times the sender out or bans them.</summary>
    [JsonIgnore]
    public bool Removes => Resolution?.Ruling.Sanction?.Kind is SanctionKind.Timeout or SanctionKind.Ban;

    /// <summary>What is left where its sender was forgotten: counts, no text and no name.</summary>
    [JsonIgnore]
    public bool IsErased => Message.Chatter.Id == Actor.Erased.Id;

    /// <summary>When the hold ended; null while it is open.</summary>
    [JsonIgnore]
    public DateTimeOffset? EndedAt => IsOpen ? null : Resolution?.At ?? CreatedAt;

    /// <summary>Who is concerned by a sanction beside the sender of <see cref="Message"/>: on the card of a raid everybody whom it names.</summary>
    [JsonIgnore]
    public IEnumerable<Chatter> OtherRaiders => RaidSize is null ? [] : Lines.Select(line => line.Chatter).Where(chatter => chatter.Id != Message.Chatter.Id).DistinctBy(chatter => chatter.Id);

    /// <summary>Everybody who sent what is held and was not erased, each once.</summary>
    [JsonIgnore]
    public IEnumerable<ChatterId> SenderIds => Lines.Select(line => line.Chatter.Id).Prepend(Message.Chatter.Id).Distinct().Where(id => id != Actor.Erased.Id);

    /// <summary>Everything that is held was said by this chatter.</summary>
    public bool IsOnlyOf(ChatterId chatter) => Message.Chatter.Id == chatter && Lines.All(line => line.Chatter.Id == chatter);

    /// <summary>Who works on this hold now; a claim lapses by itself.</summary>
    public Actor? ClaimedBy(DateTimeOffset now) => IsOpen && Claim is { } claim && claim.Until > now ? claim.By : null;
}

/// <summary>How the message is held (design §2); shown wherever the hold is shown.</summary>
public enum HoldKind
{
    /// <summary>Twitch's AutoMod held it: nobody has seen it.</summary>
    Twitch,

    /// <summary>ModBot deleted it.</summary>
    Deleted,

    /// <summary>It is still visible: the channel only observes, or the delete is not done yet or was refused.</summary>
    Flagged,

    /// <summary>No message that is held, but somebody who asks for another look at a decision, or to be unbanned.</summary>
    Appeal,
}

/// <summary>Where a hold stands. A claim is not a state: it lapses by itself (<see cref="Hold.ClaimedBy"/>).</summary>
public enum HoldState
{
    Open,
    Approved,
    Denied,
    Expired,
}

/// <summary>"I am on it", until it lapses.</summary>
public sealed record Claim(Actor By, DateTimeOffset Until);

/// <summary>A ruling that still needs a second moderator.</summary>
public sealed record Proposal(Actor By, DateTimeOffset At, Ruling Ruling);

/// <summary>What an appeal asks for.</summary>
/// <param name="About">The hold whose denial it is about; null for an unban request after a ban that no hold tells of.</param>
/// <param name="Request">The request on Twitch that it stands for; null for one that was made in chat.</param>
/// <param name="Sanction">What granting it lifts, if anything.</param>
public sealed record Appeal(HoldId? About, UnbanRequestId? Request = null, Sanction? Sanction = null);

/// <summary>How a hold ended.</summary>
/// <param name="From">The hold's kind just before: undo needs it.</param>
/// <param name="IsOnTwitch">It was decided in Twitch's own interface, or by Twitch; the ruling's reason says what was done there.</param>
/// <param name="IsLifted">Somebody lifted its timeout or ban on Twitch: a pardon, as far as the ladder goes.</param>
public sealed record Resolution(Actor By, DateTimeOffset At, Ruling Ruling, HoldKind From, bool IsOnTwitch = false, bool IsLifted = false);

using System.Text.Json.Serialization;

namespace ModBot.Holds;

/// <summary>What a moderator decides: approve or deny, and with a denial perhaps a sanction.</summary>
public sealed record Ruling(RulingVerb Verb, Sanction? Sanction = null, string? Reason = null)
{
    public static Ruling Approve { get; } = new(RulingVerb.Approve);

    public static Ruling Deny { get; } = new(RulingVerb.Deny);

    /// <summary>With <see cref="RulingVerb.Expire"/>: which way the channel's settings sent the message, approve or deny; null where it was left as it stood.</summary>
    public RulingVerb? LapsedAs { get; init; }

    /// <summary>With <see cref="RulingVerb.Approve"/>: the blocked term that was matched is permitted from now on.</summary>
    public bool PermitsTerm { get; init; }

    /// <summary>What becomes of the message: approve, deny, or neither.</summary>
    [JsonIgnore]
    public RulingVerb Outcome => LapsedAs ?? Verb;
}

/// <summary>Approve or deny; <see cref="Expire"/> is time's own ruling.</summary>
public enum RulingVerb
{
    Approve,
    Deny,
    Expire,
}

/// <summary>What happens to the sender beyond the message.</summary>
/// <param name="Duration">For a timeout, within <see cref="Rules.TimeoutLimits"/>; otherwise null.</param>
public sealed record Sanction(SanctionKind Kind, TimeSpan? Duration = null)
{
    /// <summary>What it means on Twitch.</summary>
    [JsonIgnore]
    public EffectKind Effect => Kind switch { SanctionKind.Warn => EffectKind.Warn, SanctionKind.Timeout => EffectKind.Timeout, _ => EffectKind.Ban };
}

/// <summary>Kinds of sanction, mild to severe.</summary>
public enum SanctionKind
{
    Warn,
    Timeout,
    Ban,
}

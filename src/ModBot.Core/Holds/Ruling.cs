using System.Text.Json.Serialization;
using ModBot.Rules;

namespace ModBot.Holds;

/// <summary>What a moderator decides: approve or deny, and with a denial perhaps a sanction.</summary>
public sealed record Ruling(RulingVerb Verb, Sanction? Sanction = null, string? Reason = null)
{
    /// <summary>Where the ladder found the sender, if the sanction is of its step; null where a person or the channel's policy chose it.</summary>
    public LadderStanding? Ladder { get; init; }

    /// <summary>The sender gets what is named here and nothing else, whatever the ladder says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SkipsLadder { get; init; }

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
/// <param name="Duration">For a timeout, within <see cref="TimeoutLimits"/>; otherwise null.</param>
public sealed record Sanction(SanctionKind Kind, TimeSpan? Duration = null)
{
    /// <summary>What a verdict means for the sender; null where it means nothing beyond the message.</summary>
    /// <param name="verdict">What is to happen.</param>
    /// <param name="timeout">How long a timeout lasts.</param>
    public static Sanction? Of(Verdict verdict, TimeSpan? timeout) => verdict switch
    {
        Verdict.Warn => new Sanction(SanctionKind.Warn),
        Verdict.Timeout => new Sanction(SanctionKind.Timeout, timeout),
        Verdict.Ban => new Sanction(SanctionKind.Ban),
        _ => null,
    };

    /// <summary>Whether it is of a worse kind than the other, or a longer timeout.</summary>
    public bool IsWorseThan(Sanction other) => Kind != other.Kind ? Kind > other.Kind : Duration > other.Duration;

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

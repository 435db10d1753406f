using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>
/// What people write about a channel: the section <c>Moderation</c> of <c>config/modbot.json</c> for all channels, <c>config/channels/&lt;login&gt;.json</c> for
/// one, and what moderators set from chat on top. Every property has its default here; defaults alone run.
/// </summary>
public sealed record ModerationConfig
{
    /// <summary>The editor's hint which schema describes the file.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>
    /// Settings that belong together: Relaxed (level 2), Standard (the defaults) or Family (level 4, swearing and sexual terms too, unscored messages held). What this file
    /// says itself goes before the preset, and the preset before the files below. Default none.
    /// </summary>
    public ModerationPreset? Preset { get; init; }

    /// <summary>Observe: score, queue and report, but touch nothing. Hold: delete what is flagged and queue it. Enforce: act at once on the surest, hold the rest. Default Observe.</summary>
    public ChannelMode Mode { get; init; } = ChannelMode.Observe;

    /// <summary>
    /// The overall level, 0 (off) to 4 (strictest). A level aims at a share of ordinary chat: 1 = 0.02 %, 2 = 0.1 %, 3 = 0.4 %, 4 = 1.5 %. It sets every
    /// category but sex_based_terms, swearing, self_harm, spam, politics and religion, which are off until set by name. Default 3.
    /// </summary>
    public int Level { get; init; } = 3;

    /// <summary>Levels (0 to 4) of single categories, over <see cref="Level"/>.</summary>
    public IReadOnlyDictionary<string, int> Levels { get; init; } = new Dictionary<string, int>();

    /// <summary>Raw score thresholds (above 0, at most 1) of single categories, over their levels. For people who have measured.</summary>
    public IReadOnlyDictionary<string, float> Thresholds { get; init; } = new Dictionary<string, float>();

    /// <summary>What happens to a message that the classifier could not score and that no rule held: Pass or Hold. Default Pass.</summary>
    public UnscoredAction Unscored { get; init; } = UnscoredAction.Pass;

    /// <summary>Whose messages the classifier does not judge. Rules have exemptions of their own. Default Broadcaster and Moderator (lead moderators count as both).</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Broadcaster, ExemptRole.Moderator];

    public EnforceConfig Enforce { get; init; } = new();

    public RulesConfig Rules { get; init; } = new();

    public SplitsConfig Splits { get; init; } = new();

    public RaidsConfig Raids { get; init; } = new();

    public LadderConfig Ladder { get; init; } = new();

    public ShieldConfig Shield { get; init; } = new();

    public HoldsConfig Holds { get; init; } = new();

    public ContextConfig Context { get; init; } = new();

    public SenderNoticeConfig SenderNotice { get; init; } = new();

    public AppealsConfig Appeals { get; init; } = new();

    public TrustConfig Trust { get; init; } = new();

    public CommandsConfig Commands { get; init; } = new();

    /// <summary>Roles beyond the built-in ones (broadcaster, lead, moderator, trial, observer), or changes to those, by name.</summary>
    public IReadOnlyDictionary<string, RoleConfig> Roles { get; init; } = new Dictionary<string, RoleConfig>();

    /// <summary>Roles of single people, by numeric Twitch user id; they go before badges.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();
}

/// <summary>How far ModBot may go in a channel.</summary>
public enum ChannelMode
{
    Observe,
    Hold,
    Enforce,
}

/// <summary>What happens to messages without scores.</summary>
public enum UnscoredAction
{
    Pass,
    Hold,
}

/// <summary>Who can be exempt, by badge.</summary>
public enum ExemptRole
{
    Subscriber,
    Vip,
    Moderator,
    Broadcaster,
}

/// <summary>What happens at once, without a moderator, in the mode Enforce.</summary>
public sealed record EnforceConfig
{
    /// <summary>The level (1 to 4) at which a score must hold to be acted on at once: 1 means the surest 0.02 % of ordinary chat. Default 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Delete, Warn, Timeout or Ban. Default Delete.</summary>
    public Verdict Verdict { get; init; } = Verdict.Delete;

    /// <summary>How long a Timeout lasts, a rule's too: 1 second to 14 days. Default 10 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>How chat commands behave.</summary>
public sealed record CommandsConfig
{
    /// <summary>What starts a command. 2 to 20 characters without spaces. Default <c>!mod</c>.</summary>
    public string Prefix { get; init; } = "!mod";

    /// <summary>What somebody gets who uses an unknown command: Silent or Reply. Default Silent.</summary>
    public CommandRefusal Unknown { get; init; } = CommandRefusal.Silent;

    /// <summary>What somebody gets who may not use a command: Silent or Reply. Default Silent.</summary>
    public CommandRefusal Unauthorised { get; init; } = CommandRefusal.Silent;
}

/// <summary>How a command is refused.</summary>
public enum CommandRefusal
{
    Silent,
    Reply,
}

/// <summary>A role as config writes it. What is left out keeps the built-in role's value, or none for a new role.</summary>
public sealed record RoleConfig
{
    /// <summary>Names of permissions: View, Claim, Propose, Approve, Deny, Warn, Timeout, Ban, Undo, Levels, Roles, Stats, Terms, Shield, Export.</summary>
    public IReadOnlyList<Permissions>? Permissions { get; init; }

    /// <summary>The longest timeout that the role may give, 1 second to 14 days.</summary>
    public TimeSpan? MaxTimeout { get; init; }

    /// <summary>How many decisions one person of the role may make within a minute, 1 to 600. Built in: lead 120, trial and observer 30, the broadcaster without limit; all others 60.</summary>
    public int? ActsPerMinute { get; init; }

    /// <summary>Categories whose holds the role may decide; left out means all. For a role that may only propose: the categories it may decide alone.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}

namespace ModBot.Policy;

/// <summary>The rules that stand beside the classifier. All are evaluated on every message, and the worst verdict wins.</summary>
public sealed record RulesConfig
{
    /// <summary>
    /// Names of emotes that Twitch does not know (7TV, BetterTTV, FrankerFaceZ), as they are written. They are pictures to readers: capitals in them are no capitals, and neither rules nor the
    /// classifier read them. Default none.
    /// </summary>
    public IReadOnlyList<string> Emotes { get; init; } = [];

    public LinkRuleConfig Links { get; init; } = new();

    public TermRuleConfig Terms { get; init; } = new();

    public AdvertRuleConfig Adverts { get; init; } = new();

    public ImpersonationRuleConfig Impersonation { get; init; } = new();

    public RepetitionRuleConfig Repetition { get; init; } = new();

    public FloodRuleConfig Flood { get; init; } = new();

    public MentionRuleConfig Mentions { get; init; } = new();

    public CapsRuleConfig Caps { get; init; } = new();

    public SymbolRuleConfig Symbols { get; init; } = new();

    public ZalgoRuleConfig Zalgo { get; init; } = new();

    public EmoteFloodRuleConfig EmoteFlood { get; init; } = new();

    public LengthRuleConfig Length { get; init; } = new();

    public ActionRuleConfig Actions { get; init; } = new();

    public NewcomerRuleConfig Newcomers { get; init; } = new();

    /// <summary>Every rule's config with its name in config files.</summary>
    public IEnumerable<(string Name, IRuleConfig Config)> ByName() =>
    [
        (nameof(Links), Links), (nameof(Terms), Terms), (nameof(Adverts), Adverts), (nameof(Impersonation), Impersonation), (nameof(Repetition), Repetition), (nameof(Flood), Flood),
        (nameof(Mentions), Mentions), (nameof(Caps), Caps), (nameof(Symbols), Symbols), (nameof(Zalgo), Zalgo), (nameof(EmoteFlood), EmoteFlood), (nameof(Length), Length),
        (nameof(Actions), Actions), (nameof(Newcomers), Newcomers),
    ];
}

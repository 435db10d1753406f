namespace ModBot.Policy;

/// <summary>The page on which anybody can read what ModBot does in the channel, at <c>/trust/&lt;login&gt;</c>: settings in plain words and counts, never names or texts.</summary>
public sealed record TrustConfig
{
    public const int MaxContactLength = 200;

    /// <summary>Whether there is such a page. Default false.</summary>
    public bool Public { get; init; }

    /// <summary>Whom viewers turn to, as the page says it: a web address, a mail address or a sentence, 1 to 200 characters on one line. Default null.</summary>
    public string? Contact { get; init; }
}

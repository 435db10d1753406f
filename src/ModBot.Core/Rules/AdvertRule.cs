using System.Buffers;
using System.Text.RegularExpressions;

namespace ModBot.Rules;

/// <summary>Adverts as bots post them, on the folded text: bought viewers and followers, promised fame, growth services. Talk about such bots is let be, so every pattern wants an offer.</summary>
public sealed partial class AdvertRule : IRule
{
    /// <summary>No pattern matches without one of these, and most messages have none.</summary>
    private static readonly SearchValues<string> Signs = SearchValues.Create(["viewers", "followers", "primes", "views", "chatters", "famous", "promotion", "promote", "grow your", "boost your"], StringComparison.Ordinal);

    public string Name => "adverts";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var scope = input.Settings.Adverts;
        if (!scope.Covers(input.Message.Chatter) || !input.Text.Folded.AsSpan().ContainsAny(Signs)) return null;
        foreach (var match in Offer().EnumerateMatches(input.Text.Folded))
        {
            return new RuleHit(Name, scope.Verdict, "an advert for viewers, followers or fame", input.Text.ToOriginal(match.Index, match.Length));
        }
        return null;
    }

    /// <summary>
    /// In order: "best viewers on ...", "cheap viewers ..."; "buy followers, primes"; several goods and a price; promised fame; an offer to promote the channel; growth of the channel for
    /// a contact.
    /// </summary>
    [GeneratedRegex(
        @"\b(?:best|top|real|cheap(?:est)?) (?:viewers|followers|primes|views|chatters)[ ,]*(?:on|at|from|here|:|https?|[a-z0-9-]+(?:\.| dot )[a-z]{2,})\b|" +
        @"\bcheap(?:est)? (?:twitch )?(?:viewers|followers|primes|chatters)\b|" +
        @"\bbuy (?:cheap |real |twitch )*(?:viewers|followers|primes|views|chatters)(?:[ ,/&+]+(?:and )?(?:viewers|followers|primes|views|chatters)| (?:on|at|from|here)\b)|" +
        @"\b(?:viewers|followers|primes|views)[ ,/&+]+(?:and )?(?:viewers|followers|primes|views|chat ?bots)\b.{0,120}\b(?:price|cheap|discount|guaranteed?|telegram|service)|" +
        @"\b(?:want|wanna|like)(?: to)? become famous\b|" +
        @"\boffer(?:ing)? (?:you )?(?:a )?promotion of your (?:channel|stream)|" +
        @"\b(?:grow|boost|promote) your (?:twitch )?(?:channel|stream|account)\b.{0,80}(?:\bdm me\b|\bdiscord\b|\btelegram\b|\bwhats ?app\b|https?|\.com\b|\bcheap|\bprice)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Offer();
}

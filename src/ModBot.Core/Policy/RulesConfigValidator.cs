using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Finds everything that is wrong with the rules of a channel's config.</summary>
internal static class RulesConfigValidator
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(10);

    /// <summary>Lists with a null in them, at which everything else would stumble.</summary>
    public static void Nulls(RulesConfig rules, List<string> failures)
    {
        NoNull("Emotes", "emote", rules.Emotes);
        NoNull("Links.Allow", "host", rules.Links.Allow);
        NoNull("Terms", "term", rules.Terms.Blocked.Concat(rules.Terms.Permitted));
        NoNull("Impersonation.Allow", "id", rules.Impersonation.Allow);

        void NoNull(string path, string thing, IEnumerable<string?> texts)
        {
            if (texts.Contains(null)) failures.Add($"Rules.{path} has a null among its {thing}s; every {thing} is a text.");
        }
    }

    public static void Validate(RulesConfig rules, List<string> failures)
    {
        foreach (var (name, rule) in rules.ByName())
        {
            if (rule.Verdict == Verdict.Allow) failures.Add($"Rules.{name}.Verdict is Allow; switch the rule off with \"Enabled\": false instead.");
        }
        foreach (var emote in rules.Emotes.Where(emote => emote.Length == 0 || emote.Any(char.IsWhiteSpace)))
        {
            failures.Add($"Rules.Emotes has '{emote}', which is no name of an emote; names are single words.");
        }
        foreach (var host in rules.Links.Allow.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            failures.Add($"Rules.Links.Allow has '{host}', which is no host name; write it without scheme and path, e.g. \"twitch.tv\".");
        }
        Terms("Blocked", rules.Terms.Blocked);
        Terms("Permitted", rules.Terms.Permitted);
        foreach (var id in rules.Impersonation.Allow.Where(id => id.Length == 0 || !id.All(char.IsAsciiDigit)))
        {
            failures.Add($"Rules.Impersonation.Allow has '{id}', which is no Twitch user id; ids are numbers, never names.");
        }
        Span("Links.PermitFor", rules.Links.PermitFor, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range("Repetition.Limit", rules.Repetition.Limit, 2, 100);
        Span("Repetition.Window", rules.Repetition.Window, TimeSpan.FromSeconds(1), LongestWindow);
        Range("Flood.Limit", rules.Flood.Limit, 3, 100);
        Span("Flood.Window", rules.Flood.Window, TimeSpan.FromSeconds(1), LongestWindow);
        Range("Mentions.Limit", rules.Mentions.Limit, 2, 100);
        Range("Caps.MinLetters", rules.Caps.MinLetters, 5, 500);
        Range("Caps.MinPercent", rules.Caps.MinPercent, 50, 100);
        Range("Symbols.MinSymbols", rules.Symbols.MinSymbols, 5, 500);
        Range("Symbols.MinPercent", rules.Symbols.MinPercent, 30, 100);
        Range("Zalgo.Limit", rules.Zalgo.Limit, 3, 50);
        Range("EmoteFlood.Limit", rules.EmoteFlood.Limit, 3, 500);
        Range("Length.MaxCharacters", rules.Length.MaxCharacters, 20, 500);
        Range("Length.MaxHuge", rules.Length.MaxHuge, 0, 100);
        Span("Newcomers.LearnFor", rules.Newcomers.LearnFor, TimeSpan.Zero, TimeSpan.FromHours(24));

        void Terms(string list, IEnumerable<string> terms)
        {
            foreach (var term in terms)
            {
                if (TermPattern.Problem(term) is { } problem) failures.Add($"Rules.Terms.{list} has '{term}', which {problem}.");
            }
        }

        void Range(string path, int value, int least, int most)
        {
            if (value < least || value > most) failures.Add($"Rules.{path} is {value}; it must be {least} to {most}.");
        }

        void Span(string path, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) failures.Add($"Rules.{path} is {value}; it must be {least} to {most}.");
        }
    }
}

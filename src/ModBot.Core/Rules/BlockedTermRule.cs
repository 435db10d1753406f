namespace ModBot.Rules;

/// <summary>Holds messages with a term that the channel blocks.</summary>
public sealed class BlockedTermRule : IRule
{
    public string Name => "terms";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Terms;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        if (settings.Matcher.Find(input.Text.Folded) is not { } match) return null;
        return new RuleHit(Name, settings.Scope.Verdict, "a blocked term", input.Text.ToOriginal(match.Start, match.Length));
    }
}

namespace ModBot.Rules;

/// <summary>Terms that the channel blocks.</summary>
public sealed class BlockedTermRule : IRule
{
    /// <summary>The <see cref="RuleHit.Rule"/> of its hits.</summary>
    public const string RuleName = "terms";

    public string Name => RuleName;

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Terms;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        if (settings.Matcher.Find(input.Text) is not { } place) return null;
        return new RuleHit(Name, settings.Scope.Verdict, "a blocked term", place);
    }
}

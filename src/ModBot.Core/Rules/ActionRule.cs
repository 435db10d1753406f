namespace ModBot.Rules;

/// <summary>Messages written with <c>/me</c>, which stand out and pass for words of the chat itself.</summary>
public sealed class ActionRule : IRule
{
    public string Name => "actions";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var scope = input.Settings.Actions;
        return input.Message.IsAction && scope.Covers(input.Message.Chatter) ? new RuleHit(Name, scope.Verdict, "written with /me") : null;
    }
}

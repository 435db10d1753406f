namespace ModBot.Rules;

/// <summary>
/// The first message of somebody new to the channel: where Twitch says so, and where nobody of that id has written before. Whom it has heard ModBot remembers only while the process lives, so after a start
/// it takes a while to learn who is around before the rule calls anybody new.
/// </summary>
public sealed class NewcomerRule : IRule
{
    /// <summary>The rule's name.</summary>
    public const string Source = "newcomers";

    public string Name => Source;

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Newcomers;
        if (!settings.Scope.Covers(input.Message.Chatter) || !input.Heard.IsFirst) return null;
        if (!input.Message.IsFirst && input.At - input.Heard.Since < settings.LearnFor) return null;
        return new RuleHit(Name, settings.Scope.Verdict, "the first message of a new chatter");
    }
}

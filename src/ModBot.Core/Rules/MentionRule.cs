using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>Many people called at once.</summary>
public sealed class MentionRule : IRule
{
    public string Name => "mentions";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Mentions;
        var text = input.Text.Original;
        if (!settings.Scope.Covers(input.Message.Chatter) || text.AsSpan().Count('@') < settings.Limit) return null;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in new Words(text))
        {
            var called = text.AsSpan(word.Start, word.Length).TrimStart("([\"").TrimEnd(",.:;!?)]\"");
            if (called.Length > 1 && called[0] == '@') names.Add(called.ToString());
        }
        if (names.Count < settings.Limit) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"{(names.Count == 1 ? "1 person" : $"{names.Count} people")} called in one message", Value: names.Count, Threshold: settings.Limit);
    }
}

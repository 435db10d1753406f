using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>Long messages in capitals. Emotes are blanked out of the text before, and names of people called do not count either.</summary>
public sealed class CapsRule : IRule
{
    public string Name => "caps";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Caps;
        var text = input.Text.Original;
        if (text.Length < settings.Least || !settings.Scope.Covers(input.Message.Chatter)) return null;
        var (letters, capitals) = (0, 0);
        foreach (var word in new Words(text))
        {
            if (text[word.Start] == '@') continue;
            foreach (var c in text.AsSpan(word.Start, word.Length))
            {
                // Scripts without case have nothing to shout with.
                if (char.IsUpper(c)) capitals++;
                else if (!char.IsLower(c)) continue;
                letters++;
            }
        }
        if (letters < settings.Least || capitals * 100 < letters * settings.MinPercent) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"{letters} letters, {capitals * 100 / letters} % of them capitals", Value: capitals * 100 / letters, Threshold: settings.MinPercent);
    }
}

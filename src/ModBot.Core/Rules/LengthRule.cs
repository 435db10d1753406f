using System.Text;
using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>Messages that take too much room: too many characters, or characters that are many times as tall or as wide as others.</summary>
public sealed class LengthRule : IRule
{
    public string Name => "length";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Length;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        var text = input.Message.Text;
        if (text.Length > settings.MaxCharacters && CharactersOf(text) is var characters && characters > settings.MaxCharacters)
        {
            return new RuleHit(Name, settings.Scope.Verdict, Counted.Of(characters, "character"), Value: characters, Threshold: settings.MaxCharacters);
        }
        if (Ascii.IsValid(text)) return null;
        var (huge, first, at) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHuge(rune) && huge++ == 0) first = at;
            at += rune.Utf16SequenceLength;
        }
        if (huge <= settings.MaxHuge) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"{huge} oversized characters", new TextSpan(first, 1), huge, settings.MaxHuge);
    }

    /// <summary>As Twitch counts them: a pair of surrogates is one.</summary>
    private static int CharactersOf(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    /// <summary>Arabic phrases in one character, cuneiform, long dashes, and pictures of whole rows of hieroglyphs.</summary>
    private static bool IsHuge(Rune rune) => rune.Value is (>= 0xFDFA and <= 0xFDFD) or 0x2E3A or 0x2E3B or 0xA9C1 or 0xA9C2 or 0xA9C5 or (>= 0x12000 and <= 0x1254F) or (>= 0x13000 and <= 0x1345F);
}

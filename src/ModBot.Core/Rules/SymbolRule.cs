using System.Globalization;
using System.Text;

namespace ModBot.Rules;

/// <summary>Messages that are mostly signs. Letters of any script with their marks, digits and emoji are none.</summary>
public sealed class SymbolRule : IRule
{
    public string Name => "symbols";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Symbols;
        var text = input.Text.Original;
        if (text.Length < settings.Least || !settings.Scope.Covers(input.Message.Chatter)) return null;
        var (shown, symbols) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) continue;
            shown++;
            if (IsSymbol(rune)) symbols++;
        }
        if (symbols < settings.Least || symbols * 100 < shown * settings.MinPercent) return null;
        return new RuleHit(Name, settings.Scope.Verdict, $"{symbols} signs, {symbols * 100 / shown} % of the message", Value: symbols * 100 / shown, Threshold: settings.MinPercent);
    }

    private static bool IsSymbol(Rune rune)
    {
        if (rune.IsAscii) return !char.IsAsciiLetterOrDigit((char)rune.Value);
        if (Emoji.IsPart(rune)) return false;
        return Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol;
    }
}

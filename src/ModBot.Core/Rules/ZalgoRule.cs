using System.Globalization;
using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>Letters with so many marks that they spill over other lines.</summary>
public sealed class ZalgoRule : IRule
{
    public string Name => "zalgo";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Zalgo;
        var text = input.Text.Original;
        if (text.Length <= settings.Limit || System.Text.Ascii.IsValid(text) || !settings.Scope.Covers(input.Message.Chatter)) return null;
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            marks = IsMark(text[i]) ? marks + 1 : 0;
            if (marks >= settings.Limit) return new RuleHit(Name, settings.Scope.Verdict, $"{marks} or more marks on one letter", new TextSpan(Math.Max(0, i - marks), Math.Min(marks + 1, i + 1)), marks, settings.Limit);
        }
        return null;
    }

    /// <summary>Marks that are seen: variation selectors and the joiner of graphemes are not.</summary>
    private static bool IsMark(char c) =>
        c > '\u02FF' && c is not (>= '\uFE00' and <= '\uFE0F') and not '\u034F' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}

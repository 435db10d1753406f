using System.Text.RegularExpressions;

namespace ModBot.ModelKit;

/// <summary>One sentence with one of the groups that can stand in it.</summary>
internal sealed record SwappedText(string Language, string Class, int Template, string Target, string Group, string Text);

/// <summary>Fills every test template that names exactly one group with each group that fits it, its other words unchanged.</summary>
internal static partial class GroupSwap
{
    public static IEnumerable<SwappedText> Texts(FunctionalSuite suite)
    {
        var number = 0;
        foreach (var file in suite.Files)
        {
            var filler = new TemplateFiller(file, Half.Test);
            foreach (var (name, templates) in file.Classes)
            {
                foreach (var template in templates.Test)
                {
                    if (GroupSlot(file, template) is not { } slot) continue;
                    number++;
                    foreach (var (word, filled) in Fill(file, filler, template, slot)) yield return new SwappedText(file.Language, name, number, word.Target!, word.Word, filled.Text);
                }
            }
        }
    }

    /// <summary>The one open word that names a group; null where there is none, or several, or a slur in its stead.</summary>
    private static string? GroupSlot(FunctionalLanguage file, string template)
    {
        var slots = Slots().Matches(template).Select(match => match.Groups[1].Value).Where(name => file.Lists[name].Any(list => list.Target is not null)).ToList();
        return slots is [var only] && !WordList.IsOfSlurs(only) ? only : null;
    }

    private static IEnumerable<(DrawnWord Word, FilledTemplate Filled)> Fill(FunctionalLanguage file, TemplateFiller filler, string template, string slot)
    {
        var kept = new List<DrawnWord>();
        filler.Fill(template, name =>
        {
            kept.Add(filler.Draw(name, template));
            return kept[^1];
        });
        var words = file.Lists[slot].Where(list => list.Target is not null).SelectMany(list => list.Of(Half.Test).Select(word => new DrawnWord(word, list.Target))).Distinct();
        foreach (var word in words)
        {
            var next = 0;
            yield return (word, filler.Fill(template, name => kept[next++] is var drawn && name == slot ? word : drawn));
        }
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Slots();
}

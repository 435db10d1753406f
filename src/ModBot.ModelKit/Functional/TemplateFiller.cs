using System.Text;
using ModBot.Messages;

namespace ModBot.ModelKit;

/// <summary>A filled template.</summary>
internal sealed record FilledTemplate(string Text, IReadOnlyCollection<string> Targets, string? Group, IReadOnlyList<TextSpan> Meaning);

/// <summary>A word of a list, and whom it names, if anybody.</summary>
internal readonly record struct DrawnWord(string Word, string? Target);

/// <summary>Fills the open words of templates of one language and half, and keeps account of whom they name and of the words that carry the meaning.</summary>
internal sealed class TemplateFiller(FunctionalLanguage language, Half half)
{
    private readonly Random random = new(half == Half.Train ? 1 : 2);

    /// <summary>Fills a template with words drawn at random.</summary>
    public FilledTemplate Fill(string template) => Fill(template, name => Draw(name, template));

    /// <summary>Fills a template with words of the caller's choice.</summary>
    public FilledTemplate Fill(string template, Func<string, DrawnWord> choose)
    {
        var text = new StringBuilder();
        var targets = new HashSet<string>(StringComparer.Ordinal);
        var groups = new List<string>();
        var meaning = new List<TextSpan>();
        var opened = -1;
        for (var i = 0; i < template.Length; i++)
        {
            switch (template[i])
            {
                case '[' when opened < 0: opened = text.Length; break;
                case ']' when opened >= 0:
                    meaning.Add(new TextSpan(opened, text.Length - opened));
                    opened = -1;
                    break;
                case '[' or ']': throw new InvalidDataException($"{language.File}: the brackets do not pair up in '{template}'");
                case '{':
                    var end = template.IndexOf('}', i);
                    if (end < 0) throw new InvalidDataException($"{language.File}: a brace is not closed in '{template}'");
                    var (word, target) = choose(template[(i + 1)..end]);
                    if (target is not null)
                    {
                        targets.Add(target);
                        groups.Add(word);
                    }
                    text.Append(word);
                    i = end;
                    break;
                default: text.Append(template[i]); break;
            }
        }
        if (opened >= 0) throw new InvalidDataException($"{language.File}: a bracket is not closed in '{template}'");
        return new FilledTemplate(text.ToString(), targets, groups.Count == 1 ? groups[0] : null, meaning);
    }

    /// <summary>Each list weighs the same, so that a group with many names is not heard more often than one with few.</summary>
    public DrawnWord Draw(string name, string template)
    {
        var lists = language.Lists[name].ToList();
        if (lists.Count == 0) throw new InvalidDataException($"{language.File}: no list '{name}' for '{template}'");
        var list = lists[random.Next(lists.Count)];
        var words = list.Of(half);
        return new DrawnWord(words[random.Next(words.Count)], list.Target);
    }
}

using System.Text;
using ModBot.Messages;

namespace ModBot.ModelKit;

/// <summary>A filled template.</summary>
internal sealed record FilledTemplate(string Text, IReadOnlyCollection<string> Targets, string? Group, IReadOnlyList<TextSpan> Meaning);

/// <summary>Fills the open words of templates of one language and half, and keeps account of whom they name and of the words that carry the meaning.</summary>
internal sealed class TemplateFiller(FunctionalLanguage language, Half half)
{
    private readonly Random random = new(half == Half.Train ? 1 : 2);

    public FilledTemplate Fill(string template)
    {
        var text = new StringBuilder();
        var targets = new HashSet<string>(StringComparer.Ordinal);
        var groups = new List<string>();
        var meaning = new List<TextSpan>();
        var opened = 0;
        for (var i = 0; i < template.Length; i++)
        {
            switch (template[i])
            {
                case '[': opened = text.Length; break;
                case ']': meaning.Add(new TextSpan(opened, text.Length - opened)); break;
                case '{':
                    var end = template.IndexOf('}', i);
                    if (end < 0) throw new InvalidDataException($"{language.File}: a brace is not closed in '{template}'");
                    var (word, target) = Draw(template[(i + 1)..end], template);
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
        return new FilledTemplate(text.ToString(), targets, groups.Count == 1 ? groups[0] : null, meaning);
    }

    /// <summary>Each list weighs the same, so that a group with many names is not heard more often than one with few.</summary>
    private (string Word, string? Target) Draw(string name, string template)
    {
        var lists = language.Lists[name].ToList();
        if (lists.Count == 0) throw new InvalidDataException($"{language.File}: no list '{name}' for '{template}'");
        var list = lists[random.Next(lists.Count)];
        var words = list.Of(half);
        return (words[random.Next(words.Count)], list.Target);
    }
}

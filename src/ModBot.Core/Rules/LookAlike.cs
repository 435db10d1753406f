using System.Globalization;
using System.Text;
using ModBot.Normalization;

namespace ModBot.Rules;

/// <summary>Names that differ only in what a reader overlooks.</summary>
internal static class LookAlike
{
    /// <summary>One form for all names that look like this one: folded, digits and capitals as the letters that they pass for, underscores gone.</summary>
    public static string Skeleton(string name)
    {
        // Names of ASCII, which logins always are, need no folding; and folding would take their digits by its own rules for words.
        var folded = Ascii.IsValid(name) ? name : TextNormalizer.Normalize(name).Folded;
        var skeleton = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            var letter = char.ToLowerInvariant(c) switch { '1' or 'i' or '|' or '!' => 'l', '0' => 'o', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '_' or ' ' => '\0', var other => other };
            if (letter == '\0') continue;
            // "rn" passes for "m" and "vv" for "w".
            if (skeleton.Length > 0 && (skeleton[^1], letter) is ('r', 'n') or ('v', 'v')) skeleton[^1] = letter == 'n' ? 'm' : 'w';
            else skeleton.Append(letter);
        }
        return skeleton.ToString();
    }

    public static string ToUnicode(string host)
    {
        try
        {
            return new IdnMapping().GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }
}

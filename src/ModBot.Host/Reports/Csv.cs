using System.Globalization;
using System.Text;

namespace ModBot.Host.Reports;

/// <summary>Comma-separated values (RFC 4180) that no spreadsheet takes for formulas.</summary>
internal static class Csv
{
    /// <summary>What makes a spreadsheet calculate (OWASP, CSV injection), the full-width signs included.</summary>
    private const string FormulaStarts = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    public static string Line(params IEnumerable<object?> values) => string.Join(',', values.Select(Field));

    /// <summary>The texts of a file's rows, empty rows left out. An apostrophe that guards a formula is taken off again.</summary>
    public static IEnumerable<CsvRow> Read(string text)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var (start, fields, isClosed) = (line, new List<string>(), true);
            do
            {
                fields.Add(Unguarded(ReadField(text, ref at, ref line, out isClosed)));
            }
            while (TryTake(text, ref at, ','));
            // A row ends with either sign, or with both.
            _ = TryTake(text, ref at, '\r') | TryTake(text, ref at, '\n');
            line++;
            if (!isClosed || fields is not [""]) yield return new CsvRow(start, fields, isClosed);
        }
    }

    private static bool TryTake(string text, ref int at, char sign)
    {
        if (at == text.Length || text[at] != sign) return false;
        at++;
        return true;
    }

    private static string ReadField(string text, ref int at, ref int line, out bool isClosed)
    {
        isClosed = true;
        var field = new StringBuilder();
        if (at == text.Length || text[at] != '"')
        {
            while (at < text.Length && text[at] is not (',' or '\r' or '\n')) field.Append(text[at++]);
            return field.ToString();
        }
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"')) break;
            if (text[at] == '"') at++;
            if (text[at] == '\n') line++;
            field.Append(text[at]);
        }
        isClosed = at < text.Length;
        if (isClosed) at++;
        // What stands behind the closing quote belongs to nothing, but must not be lost unseen.
        while (at < text.Length && text[at] is not (',' or '\r' or '\n')) field.Append(text[at++]);
        return field.ToString();
    }

    private static string Field(object? value)
    {
        // A number or a time of ours is no text that somebody chose.
        var text = value switch
        {
            DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            string chosen => IsFormula(chosen) ? $"'{chosen}" : chosen,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return text.AsSpan().IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Unguarded(string text) => text.StartsWith('\'') && IsFormula(text) ? text[1..] : text;

    /// <summary>With apostrophes before it or not, so that a guard can be told from a text's own apostrophe.</summary>
    private static bool IsFormula(string text) => text.TrimStart('\'') is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal);
}

/// <summary>One row of a file.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="IsClosed">False where a quote was opened and never closed.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields, bool IsClosed);

using System.Globalization;

namespace ModBot.Host.Reports;

/// <summary>Comma-separated values (RFC 4180) that no spreadsheet takes for formulas.</summary>
internal static class Csv
{
    /// <summary>What makes a spreadsheet calculate (OWASP, CSV injection), the full-width signs included.</summary>
    private const string FormulaStarts = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    public static string Line(params IEnumerable<object?> values) => string.Join(',', values.Select(Field));

    private static string Field(object? value)
    {
        // A number or a time of ours is no text that somebody chose.
        var text = value switch
        {
            DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            string chosen => Harmless(chosen),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return text.AsSpan().IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Harmless(string text) => text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
}

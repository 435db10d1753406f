using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModBot.Host.Reports;

/// <summary>How lists of terms are written.</summary>
internal enum TermFormat
{
    /// <summary>A term a line; lines that begin with # are comments, and a backslash before such a sign makes it part of the term.</summary>
    Lines,

    /// <summary>One column under the heading <c>term</c>.</summary>
    Csv,

    /// <summary>An array of texts.</summary>
    Json,
}

/// <summary>Writes lists of terms and reads them back, and reads what other bots export: plain lists with comments, and Nightbot's expressions (<c>~/.../</c>).</summary>
internal static class TermFile
{
    private const string Heading = "term";

    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The format that a file's name tells.</summary>
    public static TermFormat FormatOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".csv" => TermFormat.Csv,
        ".json" => TermFormat.Json,
        _ => TermFormat.Lines,
    };

    /// <param name="terms">Trimmed, and without line breaks.</param>
    /// <param name="format">How to write them.</param>
    public static string Write(IEnumerable<string> terms, TermFormat format) => format switch
    {
        TermFormat.Json => JsonSerializer.Serialize(terms, Json) + "\n",
        TermFormat.Csv => string.Concat(terms.Select(term => Csv.Line(term)).Prepend(Heading).Select(line => line + "\n")),
        _ => string.Concat(terms.Select(term => Escaped(term) + "\n")),
    };

    /// <summary>Everything in a file that is meant for a term, in order, readable or not. What a term must be is for others to say.</summary>
    public static IEnumerable<TermLine> Read(string text, TermFormat format)
    {
        text = text.TrimStart('\uFEFF');
        return format switch { TermFormat.Json => ReadJson(text), TermFormat.Csv => ReadCsv(text), _ => ReadLines(text) };
    }

    private static IEnumerable<TermLine> ReadLines(string text) =>
        text.Split(LineEnds, StringSplitOptions.None).Select((line, index) => (Line: line.Trim(), Number: index + 1))
            .Where(line => line.Line.Length > 0 && line.Line[0] != '#')
            .Select(line => new TermLine($"line {line.Number}", Unescaped(line.Line)));

    private static string Escaped(string term) => term is ['#' or '\\', ..] or ['~', '/', ..] ? $"\\{term}" : term;

    private static string Unescaped(string line) => line switch
    {
        ['\\', .. var literal] => literal,
        // Nightbot marks expressions so; all are without case here.
        ['~', '/', .. var expression, '/', 'i' or 'g'] => $"/{expression}/",
        ['~', '/', .. var expression, '/'] => $"/{expression}/",
        _ => line,
    };

    private static IEnumerable<TermLine> ReadCsv(string text)
    {
        var isFirst = true;
        foreach (var row in Csv.Read(text))
        {
            var isHeading = isFirst && row.Fields is [var heading] && heading.Equals(Heading, StringComparison.OrdinalIgnoreCase);
            isFirst = false;
            if (isHeading) continue;
            yield return row switch
            {
                { IsClosed: false } => new TermLine($"line {row.Line}", null, "a quote is opened and never closed"),
                { Fields: [var term] } => new TermLine($"line {row.Line}", term.Trim()),
                _ => new TermLine($"line {row.Line}", null, $"there are {row.Fields.Count} columns; a term with a comma stands in double quotes"),
            };
        }
    }

    private static IEnumerable<TermLine> ReadJson(string text)
    {
        JsonNode? tree;
        var problem = "it is no JSON array of texts";
        try
        {
            tree = JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            tree = null;
            problem = $"it is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}";
        }
        if (tree is not JsonArray list) return [new TermLine("the file", null, problem)];
        return list.Select((item, index) => item?.GetValueKind() == JsonValueKind.String
            ? new TermLine($"item {index + 1}", item.GetValue<string>().Trim())
            : new TermLine($"item {index + 1}", null, "it is no text"));
    }
}

/// <summary>A part of a file that is meant for a term.</summary>
/// <param name="Place">Where it stands, such as <c>line 3</c>.</param>
/// <param name="Term">The term; null where none can be read.</param>
/// <param name="Problem">Why none can be read.</param>
internal readonly record struct TermLine(string Place, string? Term, string? Problem = null);

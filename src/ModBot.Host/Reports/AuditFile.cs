using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModBot.Host.Reports;

/// <summary>Writes the exported record, as CSV that no spreadsheet calculates with, or as JSON, one object a line.</summary>
internal static class AuditFile
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="output">Where to.</param>
    /// <param name="rows">What.</param>
    /// <param name="isCsv">CSV, or else JSON lines.</param>
    /// <param name="texts">Whether the rows have held texts and their senders.</param>
    public static async Task WriteAsync(TextWriter output, IAsyncEnumerable<AuditRow> rows, bool isCsv, bool texts)
    {
        if (isCsv) await output.WriteLineAsync(Header(texts));
        await foreach (var row in rows) await output.WriteLineAsync(isCsv ? Line(row, texts) : JsonSerializer.Serialize(row, Json));
    }

    internal static string Header(bool texts) => "at,channel,kind,action,by,by_id,by_kind,subject,source,detail,before,after" + (texts ? ",sender,text" : "");

    internal static string Line(AuditRow row, bool texts)
    {
        object?[] values = [row.At, row.Channel, row.Kind, row.Action, row.By, row.ById, row.ByKind, row.Subject, row.Source, row.Detail, row.Before, row.After];
        return Csv.Line(texts ? [.. values, row.Sender, row.Text] : values);
    }
}

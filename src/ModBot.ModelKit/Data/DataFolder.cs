using System.IO.Compression;
using System.Text.Json;

namespace ModBot.ModelKit;

/// <summary>Reads <c>*.jsonl.gz</c> and <c>*.jsonl</c>: one set a file, one text a line.</summary>
internal static class DataFolder
{
    /// <summary>The sets under a folder, in the order of their names, so that two runs write the same arrays.</summary>
    public static IReadOnlyList<FileInfo> Sets(DirectoryInfo folder)
    {
        if (!folder.Exists) throw new DirectoryNotFoundException($"There is no data folder {folder.FullName}.");
        return [.. folder.EnumerateFiles("*.jsonl*", SearchOption.AllDirectories)
            .Where(file => file.Name.EndsWith(".jsonl.gz", StringComparison.Ordinal) || file.Name.EndsWith(".jsonl", StringComparison.Ordinal))
            .OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }

    public static string SetName(FileInfo file) => file.Name[..file.Name.IndexOf('.', StringComparison.Ordinal)];

    public static IEnumerable<LabelledText> Read(FileInfo file)
    {
        using var raw = file.OpenRead();
        using var stream = file.Extension == ".gz" ? new GZipStream(raw, CompressionMode.Decompress) : (Stream)raw;
        using var reader = new StreamReader(stream);
        for (var line = 1; reader.ReadLine() is { } json; line++)
        {
            if (json.Length == 0) continue;
            yield return Parse(json) is { Text: not null } text ? text : throw new InvalidDataException($"{file.FullName} line {line} is not an object with a text.");
        }
    }

    private static LabelledText? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DataJson.Default.LabelledText);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

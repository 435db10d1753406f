using System.IO.Compression;
using System.Text.Json;

namespace ModBot.Benchmarks.Figures;

/// <summary>What people said, in the order in which they said it: repeats and all, because a cache and a batch live by them.</summary>
internal static class ChatLines
{
    public static string SampleFile { get; } = Path.Combine(AppContext.BaseDirectory, "Figures", "sample-chat.txt");

    /// <summary>The texts of a chat log (JSON lines with <c>text</c>, gzipped or not) or of a plain text file, from its beginning on.</summary>
    public static string[] Read(string file, int limit)
    {
        var isJson = file.Contains(".jsonl", StringComparison.OrdinalIgnoreCase);
        var lines = Lines(file).Where(line => line.Length > 0).Take(limit);
        string[] texts = [.. isJson ? lines.Select(TextOf) : lines];
        return texts.Length > 0 ? texts : throw new InvalidDataException($"{file} holds no messages.");
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var raw = File.OpenRead(file);
        using Stream stream = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static string TextOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("text").GetString() ?? "";
    }
}

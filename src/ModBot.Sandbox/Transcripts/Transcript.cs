using System.Text.Json;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Transcripts;

/// <summary>One line of a transcript: who says what, seconds after the start; <c>Role</c> is a word such as "moderator" or "vip".</summary>
public sealed record TranscriptLine(double At, string User, string Text, string? Role = null);

/// <summary>A chat to replay: JSON lines of <see cref="TranscriptLine"/>, in order of time.</summary>
public sealed record Transcript(IReadOnlyList<TranscriptLine> Lines)
{
    /// <summary>From the start to a moment after the last line, so that a loop does not stumble.</summary>
    public TimeSpan Length => Lines.Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Lines[^1].At + 1);

    /// <summary>The transcript that ships with the sandbox: a bit more than a minute of a lively channel.</summary>
    public static Transcript Demo()
    {
        using var stream = typeof(Transcript).Assembly.GetManifestResourceStream("Transcripts/demo.jsonl")!;
        using var reader = new StreamReader(stream);
        return Read(reader);
    }

    /// <exception cref="FormatException">A line is not a transcript line; the message says which.</exception>
    public static Transcript Read(TextReader reader)
    {
        var lines = new List<TranscriptLine>();
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            if (!string.IsNullOrWhiteSpace(text))
                lines.Add(Parse(text, number));
        }

        return new Transcript([.. lines.OrderBy(line => line.At)]);
    }

    private static TranscriptLine Parse(string text, int number)
    {
        try
        {
            var line = JsonSerializer.Deserialize<TranscriptLine>(text, SandboxJson.Options);
            if (line is { At: >= 0, User.Length: > 0, Text.Length: > 0 })
                return line;
        }
        catch (JsonException broken)
        {
            throw new FormatException($"Transcript line {number} is not JSON: {broken.Message}", broken);
        }

        throw new FormatException($"Transcript line {number} needs \"at\" (seconds), \"user\" and \"text\".");
    }
}

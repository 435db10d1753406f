using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Messages;

namespace ModBot.Host.Replay;

/// <summary>
/// Reads a chat log: JSON lines with <c>user</c>, <c>text</c> and optionally <c>channel</c>, <c>ts</c> (seconds into the stream), <c>stream</c> and <c>role</c>, plain or gzipped.
/// </summary>
/// <param name="channel">Only this channel's lines; null for all.</param>
/// <param name="limit">At most so many messages.</param>
/// <param name="speed">1 is the recorded pace; null as fast as they are read.</param>
internal sealed class ChatLogSource(IReadOnlyList<string> files, string? channel, long limit, double? speed, TimeProvider time) : IChatSource
{
    /// <summary>Makes message ids of this run unlike those of another on the same store.</summary>
    private readonly string run = Guid.NewGuid().ToString("N")[..8];

    private readonly Dictionary<string, int> streams = [];

    /// <summary>Messages handed out so far.</summary>
    public long Sent { get; private set; }

    /// <summary>Lines that could not be read.</summary>
    public long BadLines { get; private set; }

    /// <summary>The first line that could not be read, and why; null while all could.</summary>
    public string? FirstBadLine { get; private set; }

    public async IAsyncEnumerable<ChatEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var pace = new Pace(speed, time);
            var number = 0;
            await foreach (var line in LinesAsync(file, cancellationToken))
            {
                number++;
                if (Parse(file, number, line) is not { } entry || !IsWanted(entry)) continue;
                if (Sent >= limit) yield break;
                await pace.WaitAsync(entry.Stream, entry.Ts, cancellationToken);
                Sent++;
                yield return new ChatEvent.Posted(ToMessage(entry));
            }
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var raw = File.OpenRead(file);
        await using Stream stream = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line) yield return line;
    }

    private LogEntry? Parse(string file, int number, string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return null;
        try
        {
            var entry = JsonSerializer.Deserialize(line, LogJson.Default.LogEntry);
            if (entry is { Text: not null, User: not null }) return entry;
            Bad(file, number, "it needs \"user\" and \"text\"");
        }
        catch (JsonException e)
        {
            Bad(file, number, e.Message);
        }
        return null;
    }

    private void Bad(string file, int number, string reason)
    {
        BadLines++;
        FirstBadLine ??= $"{file}, line {number}: {reason}";
    }

    private bool IsWanted(LogEntry entry) => channel is null || string.Equals(entry.Channel, channel, StringComparison.OrdinalIgnoreCase);

    private ChatMessage ToMessage(LogEntry entry) => new()
    {
        Id = new MessageId($"{run}-{Sent}"),
        Broadcaster = new BroadcasterId(entry.Channel ?? "log"),
        Chatter = new Chatter(new ChatterId(entry.User!), entry.User!, entry.User!, BadgesOf(entry.Role)),
        Text = entry.Text!,
        SentAt = time.GetUtcNow(),
        // Whole streams run through in a moment, so only the log knows how far apart messages were. A day lies between streams.
        SaidAt = entry.Ts is { } seconds ? DateTimeOffset.UnixEpoch.AddDays(StreamNumber(entry.Stream)).AddSeconds(seconds) : null,
    };

    private int StreamNumber(string? stream)
    {
        if (!streams.TryGetValue(stream ?? "", out var number)) streams[stream ?? ""] = number = streams.Count;
        return number;
    }

    private static Badges BadgesOf(string? role) => role?.ToLowerInvariant() switch
    {
        "broadcaster" => Badges.Broadcaster,
        "lead_moderator" => Badges.LeadModerator,
        "moderator" or "mod" => Badges.Moderator,
        "vip" => Badges.Vip,
        "subscriber" => Badges.Subscriber,
        _ => Badges.None,
    };

    /// <summary>Keeps the recorded gaps within a stream; between streams it goes straight on.</summary>
    private sealed class Pace(double? speed, TimeProvider time)
    {
        private string? stream;
        private double firstTs;
        private DateTimeOffset start;

        public async ValueTask WaitAsync(string? ofStream, double? ts, CancellationToken cancellationToken)
        {
            if (speed is not { } factor || ts is not { } at) return;
            if (stream is null || stream != ofStream) (stream, firstTs, start) = (ofStream ?? "", at, time.GetUtcNow());
            var wait = start + TimeSpan.FromSeconds((at - firstTs) / factor) - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
        }
    }
}

/// <summary>One line of a chat log.</summary>
internal sealed record LogEntry(string? Channel, string? User, string? Text, double? Ts, string? Stream, string? Role);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogEntry))]
internal sealed partial class LogJson : JsonSerializerContext;

using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Testing;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

public sealed class NotificationReaderTests
{
    private static readonly string?[] Replacements = [null, "\"\"", "\"🦦\"", "0", "-1", "99999999999999999999", "true", "[]", "{}", "[null]", "[{}]"];

    public static TheoryData<string> Fixtures => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "EventSub")).Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Read_AnyFieldMissingOrOfAnotherKind_NeverThrowsAndCountsAtMostOnce(string fixture)
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "EventSub", fixture + ".json"));
        var fields = Paths(JsonNode.Parse(json)!).ToArray();
        Assert.NotEmpty(fields);
        foreach (var field in fields)
        {
            Read(Mutate(json, field, parent => parent.Remove(field[^1])));
            Read(Mutate(json, field, parent => parent["added"] = JsonNode.Parse("{\"x\":[1]}")));
            foreach (var value in Replacements) Read(Mutate(json, field, parent => parent[field[^1]] = value is null ? null : JsonNode.Parse(value)));
        }
    }

    private static void Read(string json)
    {
        using var metrics = new MetricRecorder();
        var reader = new NotificationReader(new ManualTimeProvider(), new TwitchMetrics(metrics), NullLogger<NotificationReader>.Instance);
        if (reader.ReadFrame(Encoding.UTF8.GetBytes(json)) is { } frame) reader.Read(frame, TimeSpan.Zero);
        Assert.Equal(1, metrics.Sum("modbot.eventsub.dropped") + metrics.Sum("modbot.eventsub.received"));
    }

    private static string Mutate(string json, string[] path, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(json)!;
        var node = root;
        foreach (var step in path[..^1]) node = node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        change(node.AsObject());
        return root.ToJsonString();
    }

    /// <summary>The path of every property, those inside arrays included.</summary>
    private static IEnumerable<string[]> Paths(JsonNode node) => node switch
    {
        JsonObject obj => obj.SelectMany(p => (string[][])[[p.Key], .. p.Value is null ? [] : Paths(p.Value).Select(rest => (string[])[p.Key, .. rest])]),
        JsonArray array => array.SelectMany((item, i) => item is null ? [] : Paths(item).Select(rest => (string[])[$"{i}", .. rest])),
        _ => [],
    };
}

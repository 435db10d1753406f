using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>Reads config files: JSON with comments and trailing commas, names in any case, and every mistake told with file, line and column.</summary>
internal static class ConfigJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    /// <summary>The file as a tree.</summary>
    /// <exception cref="ConfigException">It cannot be read, or is no JSON object.</exception>
    public static JsonObject ReadObject(string path) => Parse(path, Read(path));

    /// <summary>A text as a tree; <paramref name="path"/> says where it comes from.</summary>
    public static JsonObject Parse(string path, string text) => Deserialize(path, () => JsonNode.Parse(text, AnyCase, Lenient)) as JsonObject
        ?? throw new ConfigException($"{path} must hold one JSON object, starting with '{{'.");

    /// <summary>
    /// A channel's file: read strictly, so that a misspelt setting is told and not ignored. Whether its values are possible is seen when it is laid over what it builds upon
    /// (<see cref="ToConfig"/>): a role may be defined below it.
    /// </summary>
    public static JsonObject ReadChannel(string path)
    {
        var text = Read(path);
        var tree = Parse(path, text);
        Deserialize(path, () => JsonSerializer.Deserialize<ModerationConfig>(text, Options));
        return tree;
    }

    /// <summary>Reads a part of a file strictly as the options that it is for.</summary>
    public static void CheckSection(string path, JsonNode section, Type options) => Deserialize(path, () => section.Deserialize(options, Options));

    /// <summary>Reads a tree that several files were merged into, or a part of a file, as a channel's config.</summary>
    public static ModerationConfig ToConfig(JsonNode? tree, string path) =>
        Check(Deserialize(path, () => tree is null ? new ModerationConfig() : tree.Deserialize<ModerationConfig>(Options)), path);

    /// <summary>Lays <paramref name="over"/> over <paramref name="under"/>: objects are merged, everything else is replaced.</summary>
    public static JsonObject Merge(JsonObject under, JsonObject over)
    {
        var merged = under.DeepClone().AsObject();
        foreach (var (name, value) in over)
        {
            merged[name] = value is JsonObject child && merged[name] is JsonObject known ? Merge(known, child) : value?.DeepClone();
        }
        return merged;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static T? Deserialize<T>(string path, Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (JsonException e)
        {
            throw new ConfigException($"{path}{Place(e)}: {Plain(e)}", e);
        }
    }

    private static ModerationConfig Check(ModerationConfig? config, string path)
    {
        if (config is null) throw new ConfigException($"{path} is empty; write {{}} to take every default.");
        var failures = ModerationConfigValidator.Validate(config);
        return failures.Count == 0 ? config : throw new ConfigException(string.Join(Environment.NewLine, failures.Select(failure => $"{path}: {failure}")));
    }

    private static string Place(JsonException e) => e.LineNumber is { } line ? $", line {line + 1}, column {(e.BytePositionInLine ?? 0) + 1}" : "";

    private static string Plain(JsonException e)
    {
        var message = e.Message;
        var cut = message.IndexOf(" Path:", StringComparison.Ordinal);
        if (cut > 0) message = message[..cut];
        cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (cut > 0) message = message[..cut];
        var quoted = message.Split('\'');
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) && quoted.Length > 1) return $"there is no setting '{quoted[1]}'.";
        return e.Path is { Length: > 1 } setting ? $"{setting.TrimStart('$', '.')}: {message}" : message;
    }
}

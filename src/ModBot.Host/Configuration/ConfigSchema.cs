using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Policy;
using ModBot.Redis;
using ModBot.Sqlite;
using ModBot.Twitch;

namespace ModBot.Host.Configuration;

/// <summary>
/// JSON schemas of the config files, made from the types that read them and from those types' own doc comments: an editor shows what the code says, and neither can drift from the other.
/// </summary>
internal static class ConfigSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    private static readonly Dictionary<Assembly, XDocument?> Documentation = [];

    public static string OfMainFile() => Write(typeof(MainFileShape), "modbot.json: the settings of the process and what all channels share.");

    public static string OfChannel() => Write(typeof(ModerationConfig), "A channel's file, laid over the section Moderation of modbot.json.");

    private static string Write(Type type, string title)
    {
        var schema = Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }).AsObject();
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, value) in schema.ToArray())
        {
            schema.Remove(name);
            whole[name] = value;
        }
        return whole.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node) return schema;
        // Dictionaries by category know their keys.
        if (context.PropertyInfo?.Name is nameof(ModerationConfig.Levels) or nameof(ModerationConfig.Thresholds))
        {
            node["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. Categories.All.Select(category => JsonValue.Create(category.Key()))]) };
        }
        if (context.PropertyInfo?.AttributeProvider is not PropertyInfo property || Summary(property) is not { } text) return schema;
        node.Insert(0, "description", text);
        return node;
    }

    /// <summary>The summary of a property's doc comment, as plain text.</summary>
    private static string? Summary(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        if (!Documentation.TryGetValue(type.Assembly, out var document))
        {
            var file = Path.ChangeExtension(type.Assembly.Location, ".xml");
            Documentation[type.Assembly] = document = File.Exists(file) ? XDocument.Load(file) : null;
        }
        var name = $"P:{type.FullName!.Replace('+', '.')}.{property.Name}";
        var summary = document?.Descendants("member").FirstOrDefault(member => (string?)member.Attribute("name") == name)?.Element("summary");
        return summary is null ? null : string.Join(' ', string.Concat(summary.Nodes().Select(Text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? "").Split('.')[^1],
        XElement element => element.Value,
        _ => "",
    };

    /// <summary>The whole of <c>modbot.json</c>, for the schema only; each section is read by its own options.</summary>
    private sealed class MainFileShape
    {
        [JsonPropertyName("$schema")]
        public string? Schema { get; init; }

        /// <summary>Where holds live: Sqlite (a file, nothing to install) or Redis. Default Sqlite.</summary>
        public StoreKind Store { get; init; }

        /// <summary>The folder for what ModBot writes: the SQLite file and what moderators set from chat. Default data.</summary>
        public string Data { get; init; } = "";

        /// <summary>The folder of the classifier's package. Default models/toxicity.</summary>
        public string Model { get; init; } = "";

        /// <summary>Where the HTTP service listens. Default http://127.0.0.1:8320.</summary>
        public string Http { get; init; } = "";

        /// <summary>The embedded store.</summary>
        public SqliteStoreOptions? Sqlite { get; init; }

        /// <summary>The Redis store.</summary>
        public RedisStoreOptions? Redis { get; init; }

        /// <summary>How ModBot reaches Twitch.</summary>
        public TwitchOptions? Twitch { get; init; }

        /// <summary>How messages are batched before the model.</summary>
        public BatcherOptions? Classifier { get; init; }

        /// <summary>What all channels share; config/channels/login.json changes it for one.</summary>
        public ModerationConfig? Moderation { get; init; }
    }
}

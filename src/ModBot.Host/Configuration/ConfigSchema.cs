using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using ModBot.Classification;
using ModBot.Policy;

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

    /// <summary>The process's own settings stand at the top level, beside the sections of the parts.</summary>
    public static string OfMainFile()
    {
        var (own, sections) = (Export(typeof(ModBotOptions)), Export(typeof(MainFile.Sections)));
        own["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        foreach (var (name, section) in sections["properties"]!.AsObject().ToArray()) own["properties"]![name] = section!.DeepClone();
        return Write(own, "modbot.json: the settings of the process and what all channels share.");
    }

    public static string OfChannel() => Write(Export(typeof(ModerationConfig)), "A channel's file, laid over the section Moderation of modbot.json.");

    private static JsonObject Export(Type type) =>
        Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }).AsObject();

    private static string Write(JsonObject schema, string title)
    {
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, value) in schema) whole[name] = value?.DeepClone();
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
        if (context.PropertyInfo?.Name is nameof(HoldsConfig.Lapses)) node["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. HoldSources.All.Select(source => JsonValue.Create(source))]) };
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
}

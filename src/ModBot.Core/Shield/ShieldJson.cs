using System.Text.Json.Serialization;

namespace ModBot.Shield;

/// <summary>The JSON in which shields are kept.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ShieldState))]
public sealed partial class ShieldJson : JsonSerializerContext;

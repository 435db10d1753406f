using System.Text.Json.Serialization;

namespace ModBot.Policy;

/// <summary>The JSON in which stores keep setting changes.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SettingChange))]
public sealed partial class SettingJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace ModBot.Holds;

/// <summary>The JSON in which stores keep holds, history and effects: one format, so that a hold reads the same whatever the store.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(Effect))]
public sealed partial class HoldJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace ModBot.Holds;

/// <summary>
/// The JSON in which stores keep holds, history and effects: one format, so that a hold reads the same whatever the store. It takes whatever chat and
/// models give: an unpaired surrogate becomes U+FFFD (one for one, so spans keep their place), control characters are escaped, and a score may be NaN.
/// </summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(Effect))]
public sealed partial class HoldJson : JsonSerializerContext;

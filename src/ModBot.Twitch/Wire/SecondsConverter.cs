using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModBot.Twitch.Wire;

/// <summary>Reads a number of seconds. None at all for less than zero, and what no clock can count is ten years.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    private const long TenYears = 10L * 365 * 24 * 60 * 60;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TenYears)) : throw new JsonException("Not a number of seconds.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue((long)value.TotalSeconds);
}

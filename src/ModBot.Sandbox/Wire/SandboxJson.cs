using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModBot.Sandbox.Wire;

/// <summary>JSON as Twitch writes it: snake_case, nulls present, no needless escapes.</summary>
internal static class SandboxJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

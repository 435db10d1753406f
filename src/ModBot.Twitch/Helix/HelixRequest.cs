using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ModBot.Twitch.Helix;

/// <summary>One call, as data, so that it can be sent again.</summary>
/// <param name="Path">Below the base URL, with its query.</param>
internal sealed record HelixRequest(HttpMethod Method, string Path)
{
    /// <summary>JSON, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The login needs one of these.</summary>
    public ImmutableArray<string> AnyScope { get; init; } = [];

    /// <summary>Sending it twice does no more than sending it once, so that it may be repeated when nobody knows whether it arrived.</summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>Sent with the application's token, which has a bucket of its own, instead of the bot's.</summary>
    public bool IsForApp { get; init; }

    /// <summary>Chat messages are counted in a bucket of their own.</summary>
    public bool IsChat { get; init; }

    public static byte[] Json<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    /// <summary>A path with its query; an argument without a value is left out.</summary>
    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var separator = '?';
        foreach (var (name, value) in arguments)
        {
            if (value is null) continue;
            path += $"{separator}{name}={Uri.EscapeDataString(value)}";
            separator = '&';
        }
        return path;
    }
}

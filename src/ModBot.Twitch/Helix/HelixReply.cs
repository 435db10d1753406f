using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Helix;

/// <summary>What Twitch answered. Callers branch on <see cref="Status"/>; Twitch reserves the right to reword its messages.</summary>
internal sealed record HelixReply(HttpStatusCode Status, byte[] Body)
{
    /// <summary>Points left in the bucket, when the reply says so.</summary>
    public int? Remaining { get; init; }

    /// <summary>The size of the bucket.</summary>
    public int? Limit { get; init; }

    /// <summary>How long until the bucket is full again, by Twitch's own clock.</summary>
    public TimeSpan? ResetIn { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Twitch's explanation, for logs only.</summary>
    public string ErrorText => Error?.Message ?? "";

    /// <summary>The id of what exists already, where Twitch says so; else empty.</summary>
    public string ErrorId => Error?.Id ?? "";

    private HelixError? Error
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize(Body, TwitchJson.Default.HelixError);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <exception cref="HttpRequestException">The answer is not what the documents say.</exception>
    public T Read<T>(JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"Twitch gave an unreadable answer ({typeof(T).Name}): {e.Message}", e, Status);
        }
    }
}

using System.Net;

namespace ModBot.Twitch.Helix;

/// <summary>Which endings of a call are worth another try, and when. Pure.</summary>
internal static class HelixRetry
{
    public const int MostRetries = 3;

    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <param name="reply">Null when the network failed.</param>
    public static bool IsWorthwhile(HelixRequest request, HelixReply? reply) => reply?.Status switch
    {
        // Another limit than the bucket, which only time or other subscriptions can change; who asks for subscriptions knows when to ask again.
        HttpStatusCode.TooManyRequests when request.Path.StartsWith(HelixPaths.Subscriptions, StringComparison.Ordinal) => reply.Remaining == 0,
        // Twitch did nothing: the bucket was empty, or the state was being changed by somebody else.
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Conflict => !request.Path.StartsWith(HelixPaths.Subscriptions, StringComparison.Ordinal),
        // Perhaps it was done.
        null or >= HttpStatusCode.InternalServerError => request.IsIdempotent,
        _ => false,
    };

    /// <param name="attempt">0 before the first retry.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan Delay(HelixReply? reply, int attempt, double random)
    {
        if (reply is { Status: HttpStatusCode.TooManyRequests, Remaining: 0, ResetIn: { } reset } && reset > TimeSpan.Zero)
        {
            return reset < LongestDelay ? reset : LongestDelay;
        }
        // Other limits (bans per broadcaster, for one) answer 429 too, and the headers do not explain them.
        var step = reply?.Status switch
        {
            HttpStatusCode.TooManyRequests => TimeSpan.FromSeconds(1),
            HttpStatusCode.Conflict => TimeSpan.FromMilliseconds(200),
            _ => TimeSpan.FromMilliseconds(500),
        };
        return step * Math.Pow(2, attempt) * (0.75 + 0.25 * random);
    }
}

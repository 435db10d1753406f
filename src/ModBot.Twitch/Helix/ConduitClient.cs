using System.Net;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Helix;

/// <summary>The endpoints of conduits, all with the application's token.</summary>
internal sealed class ConduitClient(HelixSender sender)
{
    /// <summary>The conduits of the application.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async Task<ConduitInfo[]> ListAsync(CancellationToken cancellationToken)
    {
        var reply = await sender.SendAsync(new HelixRequest(HttpMethod.Get, HelixPaths.Conduits) { IsForApp = true }, cancellationToken);
        return reply.Status == HttpStatusCode.NotFound ? [] : Succeeded(reply, "list the conduits").Read(TwitchJson.Default.PageConduitInfo).Data;
    }

    public Task<ConduitInfo> CreateAsync(int shards, CancellationToken cancellationToken) => ChangeAsync(HttpMethod.Post, new ConduitBody(shards), "make a conduit", cancellationToken);

    public Task<ConduitInfo> ResizeAsync(string conduit, int shards, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Patch, new ConduitBody(shards, conduit), "resize the conduit", cancellationToken);

    /// <summary>Makes the session the one that serves the shard.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    /// <exception cref="ConduitGoneException">There is no such conduit any more.</exception>
    public async Task<string?> AssignAsync(string conduit, string shard, string sessionId, CancellationToken cancellationToken)
    {
        var body = new ShardsBody(conduit, [new ShardBody(shard, new SubscriptionTransport("websocket", sessionId))]);
        var reply = await sender.SendAsync(
            new HelixRequest(HttpMethod.Patch, HelixPaths.Shards) { Body = HelixRequest.Json(body, TwitchJson.Default.ShardsBody), IsForApp = true }, cancellationToken);
        if (reply.Status == HttpStatusCode.NotFound) throw new ConduitGoneException();
        return Succeeded(reply, "assign a shard").Read(TwitchJson.Default.ShardsReply).Errors is [var error, ..] ? error?.Message ?? error?.Code ?? "no reason given" : null;
    }

    /// <summary>What hangs on the conduit, from before.</summary>
    public async Task<IReadOnlyList<SubscriptionInfo>> SubscriptionsAsync(string conduit, CancellationToken cancellationToken)
    {
        var found = new List<SubscriptionInfo>();
        string? cursor = null;
        do
        {
            var path = HelixRequest.Query(HelixPaths.Subscriptions, ("conduit_id", conduit), ("after", cursor));
            var page = Succeeded(await sender.SendAsync(new HelixRequest(HttpMethod.Get, path) { IsForApp = true }, cancellationToken), "list the subscriptions").Read(TwitchJson.Default.PageSubscriptionInfo);
            found.AddRange(page.Data);
            // Pages can be short or empty; only a missing cursor ends the list.
            cursor = page.Pagination?.Cursor is { Length: > 0 } next && next != cursor ? next : null;
        }
        while (cursor is not null);
        return found;
    }

    private async Task<ConduitInfo> ChangeAsync(HttpMethod method, ConduitBody body, string what, CancellationToken cancellationToken)
    {
        var request = new HelixRequest(method, HelixPaths.Conduits)
        {
            Body = HelixRequest.Json(body, TwitchJson.Default.ConduitBody),
            IsForApp = true,
            // A second conduit would count against the five that an application may have.
            IsIdempotent = method != HttpMethod.Post,
        };
        var page = Succeeded(await sender.SendAsync(request, cancellationToken), what).Read(TwitchJson.Default.PageConduitInfo);
        return page.Data is [var conduit, ..] ? conduit : throw new HttpRequestException($"Twitch answered with nothing when asked to {what}.");
    }

    private static HelixReply Succeeded(HelixReply reply, string what) =>
        reply.IsSuccess ? reply : throw new HttpRequestException($"Twitch answered {(int)reply.Status} when asked to {what}.", null, reply.Status);
}

/// <summary>The conduit was deleted, by somebody or by Twitch after three days without a connection.</summary>
internal sealed class ConduitGoneException() : HttpRequestException("The conduit does not exist any more.");

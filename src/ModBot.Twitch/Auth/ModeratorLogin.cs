using System.Net;
using System.Net.Http.Headers;
using ModBot.Messages;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Auth;

/// <summary>
/// Somebody who logged in to the desk, with their tokens, which stay in memory and in here. Says where they moderate for as long as Twitch accepts the login. Not for use by several callers
/// at once.
/// </summary>
public sealed class ModeratorLogin
{
    // Twitch demands it of everybody who keeps a session over a token.
    private static readonly TimeSpan ValidateEvery = TimeSpan.FromMinutes(55);

    // More channels than anybody moderates; a cursor that never ends must end.
    private const int MostPages = 100;

    private readonly AuthClient auth;
    private readonly IHttpClientFactory http;
    private readonly TwitchOptions options;
    private readonly TimeProvider clock;
    private readonly string clientId;
    private readonly string secret;
    private TokenReply tokens;
    private DateTimeOffset validated;

    internal ModeratorLogin(AuthClient auth, IHttpClientFactory http, TwitchOptions options, TimeProvider clock, TwitchUser user, string clientId, string secret, TokenReply tokens)
    {
        (this.auth, this.http, this.options, this.clock) = (auth, http, options, clock);
        (User, this.clientId, this.secret, this.tokens) = (user, clientId, secret, tokens);
        validated = clock.GetUtcNow();
    }

    /// <summary>Who it is.</summary>
    public TwitchUser User { get; }

    /// <summary>The channels in which they are a moderator now, without their own; null when Twitch accepts the login no more.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async Task<IReadOnlySet<BroadcasterId>?> ReadChannelsAsync(CancellationToken cancellationToken)
    {
        if (!await IsValidAsync(cancellationToken)) return null;
        var channels = new HashSet<BroadcasterId>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var path = HelixRequest.Query(HelixPaths.ModeratedChannels, ("user_id", User.Id.Value), ("first", "100"), ("after", cursor));
            var reply = await GetAsync(path, cancellationToken);
            if (reply.Status == HttpStatusCode.Unauthorized && await RefreshAsync(cancellationToken)) reply = await GetAsync(path, cancellationToken);
            if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
            if (!reply.IsSuccess) throw new HttpRequestException($"Twitch answered {(int)reply.Status} when asked for a moderator's channels.", null, reply.Status);
            var part = reply.Read(TwitchJson.Default.PageModeratedChannel);
            channels.UnionWith(part.Data.Select(channel => new BroadcasterId(channel.BroadcasterId)));
            // Pages can be short or empty; only a missing cursor ends the list.
            if (part.Pagination?.Cursor is not { Length: > 0 } next || next == cursor) break;
            cursor = next;
        }
        return channels;
    }

    /// <summary>Makes Twitch forget the login.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    public Task RevokeAsync(CancellationToken cancellationToken) => auth.RevokeAsync(clientId, tokens.AccessToken, cancellationToken);

    private async Task<bool> IsValidAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - validated < ValidateEvery) return true;
        var owner = await auth.ValidateAsync(tokens.AccessToken, cancellationToken);
        if (owner is null && await RefreshAsync(cancellationToken)) owner = await auth.ValidateAsync(tokens.AccessToken, cancellationToken);
        if (owner?.UserId != User.Id.Value) return false;
        validated = clock.GetUtcNow();
        return true;
    }

    private async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        if (tokens.RefreshToken is not { } refresh) return false;
        // A refresh token may work only once: what Twitch has answered is kept even if nobody waits for it any more.
        if (await auth.RefreshAsync(clientId, secret, refresh, CancellationToken.None) is not { } renewed) return false;
        tokens = renewed with { RefreshToken = renewed.RefreshToken ?? refresh };
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    private async Task<HelixReply> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{options.HelixUrl.TrimEnd('/')}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        request.Headers.Add("Client-Id", clientId);
        try
        {
            using var response = await http.CreateClient(HelixSender.HttpName).SendAsync(request, cancellationToken);
            return new HelixReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"Twitch did not answer within {options.RequestLimit.TotalSeconds:0} s.", e);
        }
    }
}

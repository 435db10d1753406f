using System.Net;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Helix;

/// <summary>The Helix endpoints that ModBot uses, one method each: what to send. <see cref="HelixSender"/> knows how.</summary>
internal sealed class HelixClient(HelixSender sender, JoinLimit joins)
{
    private const int MostUsers = 100;

    /// <param name="asApp">For subscriptions of a conduit, which take the application's token.</param>
    public async Task<HelixReply> CreateSubscriptionAsync(CreateSubscriptionBody body, bool asApp, HelixPriority priority, CancellationToken cancellationToken)
    {
        // Twitch counts a chat that is read with an account's token as one that it joined; over a conduit nobody joins.
        if (!asApp && body.Type == EventTypes.ChatMessage) await joins.WaitAsync(cancellationToken);
        return await sender.SendAsync(new HelixRequest(HttpMethod.Post, HelixPaths.Subscriptions)
        {
            Body = HelixRequest.Json(body, TwitchJson.Default.CreateSubscriptionBody),
            AnyScope = body.Type == EventTypes.ChatMessage ? [TwitchScopes.ReadChat] : [],
            IsForApp = asApp,
            Priority = priority,
        }, cancellationToken);
    }

    /// <summary>Ends a subscription; one that is gone already is as good.</summary>
    public async Task DeleteSubscriptionAsync(string id, bool asApp, CancellationToken cancellationToken)
    {
        var path = HelixRequest.Query(HelixPaths.Subscriptions, ("id", id));
        var reply = await sender.SendAsync(new HelixRequest(HttpMethod.Delete, path) { IsForApp = asApp }, cancellationToken);
        if (reply.Status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest)) Succeeded(reply, "end a subscription");
    }

    /// <summary>Users by login; Twitch leaves out whom it does not know.</summary>
    public Task<IReadOnlyList<UserInfo>> GetUsersAsync(IEnumerable<string> logins, CancellationToken cancellationToken) => GetUsersAsync("login", logins, cancellationToken);

    /// <summary>Users by id; Twitch leaves out whom it does not know.</summary>
    public Task<IReadOnlyList<UserInfo>> GetUsersAsync(IEnumerable<ChatterId> ids, CancellationToken cancellationToken) => GetUsersAsync("id", ids.Select(id => id.Value), cancellationToken);

    private async Task<IReadOnlyList<UserInfo>> GetUsersAsync(string by, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var users = new List<UserInfo>();
        foreach (var part in values.Chunk(MostUsers))
        {
            var path = HelixRequest.Query(HelixPaths.Users, [.. part.Select(value => (by, (string?)value))]);
            var reply = await sender.SendAsync(new HelixRequest(HttpMethod.Get, path) { Priority = HelixPriority.Low }, cancellationToken);
            users.AddRange(Succeeded(reply, "look up users").Read(TwitchJson.Default.PageUserInfo).Data);
        }
        return users;
    }

    public Task<HelixReply> SendMessageAsync(BroadcasterId broadcaster, ChatterId bot, string text, MessageId? replyTo, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Post, HelixPaths.ChatMessages)
        {
            Body = HelixRequest.Json(new SendMessageBody(broadcaster.Value, bot.Value, text, replyTo?.Value), TwitchJson.Default.SendMessageBody),
            AnyScope = [TwitchScopes.WriteChat],
            // After a 5xx the message may stand in chat already.
            IsIdempotent = false,
            IsChat = true,
            Priority = HelixPriority.Low,
        }, cancellationToken);

    public Task<HelixReply> DeleteMessageAsync(BroadcasterId broadcaster, ChatterId moderator, MessageId message, CancellationToken cancellationToken)
    {
        // Without a message id this endpoint clears the whole chat.
        ArgumentException.ThrowIfNullOrEmpty(message.Value);
        return sender.SendAsync(new HelixRequest(HttpMethod.Delete, As(HelixPaths.DeleteMessage, broadcaster, moderator, ("message_id", message.Value)))
        {
            AnyScope = [TwitchScopes.ManageMessages],
            Priority = HelixPriority.Urgent,
        }, cancellationToken);
    }

    public Task<HelixReply> BanAsync(BroadcasterId broadcaster, ChatterId moderator, BanBody body, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Post, As(HelixPaths.Bans, broadcaster, moderator))
        {
            Body = HelixRequest.Json(new ForUser<BanBody>(body), TwitchJson.Default.ForUserBanBody),
            AnyScope = [TwitchScopes.ManageBans],
            Priority = HelixPriority.Urgent,
            LimitedBy = $"{HelixPaths.Bans} {broadcaster}",
        }, cancellationToken);

    public Task<HelixReply> UnbanAsync(BroadcasterId broadcaster, ChatterId moderator, ChatterId chatter, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Delete, As(HelixPaths.Bans, broadcaster, moderator, ("user_id", chatter.Value)))
        {
            AnyScope = [TwitchScopes.ManageBans],
            LimitedBy = $"{HelixPaths.Bans} {broadcaster}",
        }, cancellationToken);

    public Task<HelixReply> WarnAsync(BroadcasterId broadcaster, ChatterId moderator, WarnBody body, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Post, As(HelixPaths.Warnings, broadcaster, moderator))
        {
            Body = HelixRequest.Json(new ForUser<WarnBody>(body), TwitchJson.Default.ForUserWarnBody),
            AnyScope = [TwitchScopes.ManageWarnings],
            LimitedBy = $"{HelixPaths.Warnings} {broadcaster}",
            // A second warning would show.
            IsIdempotent = false,
        }, cancellationToken);

    public Task<HelixReply> ManageHoldAsync(ManageHoldBody body, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Post, HelixPaths.HeldMessages)
        {
            Body = HelixRequest.Json(body, TwitchJson.Default.ManageHoldBody),
            AnyScope = [TwitchScopes.ManageAutomod],
            Priority = HelixPriority.Urgent,
        }, cancellationToken);

    public Task<HelixReply> ResolveUnbanRequestAsync(BroadcasterId broadcaster, ChatterId moderator, UnbanRequestId request, bool approve, string? reason, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(
            HttpMethod.Patch,
            HelixRequest.Query(HelixPaths.UnbanRequests, ("broadcaster_id", broadcaster.Value), ("moderator_id", moderator.Value), ("unban_request_id", request.Value), ("status", approve ? "approved" : "denied"), ("resolution_text", reason)))
        {
            AnyScope = [TwitchScopes.ManageUnbanRequests],
        }, cancellationToken);

    /// <summary>The unban requests that nobody has answered, or null when the login may not ask for them.</summary>
    public async Task<IReadOnlyList<UnbanRequestInfo>?> GetPendingUnbanRequestsAsync(BroadcasterId broadcaster, ChatterId moderator, CancellationToken cancellationToken)
    {
        var requests = new List<UnbanRequestInfo>();
        string? cursor = null;
        do
        {
            var path = HelixRequest.Query(HelixPaths.UnbanRequests, ("broadcaster_id", broadcaster.Value), ("moderator_id", moderator.Value), ("status", "pending"), ("first", "100"), ("after", cursor));
            var reply = await sender.SendAsync(new HelixRequest(HttpMethod.Get, path) { AnyScope = [TwitchScopes.ReadUnbanRequests, TwitchScopes.ManageUnbanRequests], Priority = HelixPriority.Low }, cancellationToken);
            if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
            var page = Succeeded(reply, "list the unban requests").Read(TwitchJson.Default.PageUnbanRequestInfo);
            requests.AddRange(page.Data);
            cursor = page.Pagination?.Cursor is { Length: > 0 } next && next != cursor ? next : null;
        }
        while (cursor is not null);
        return requests;
    }

    /// <summary>The chat delay for everyone but moderators: zero when off, null when Twitch does not show it to this login.</summary>
    public async Task<TimeSpan?> GetChatDelayAsync(BroadcasterId broadcaster, ChatterId moderator, CancellationToken cancellationToken)
    {
        var reply = await sender.SendAsync(new HelixRequest(HttpMethod.Get, As(HelixPaths.ChatSettings, broadcaster, moderator))
        {
            AnyScope = [TwitchScopes.ReadChatSettings, TwitchScopes.ManageChatSettings],
            Priority = HelixPriority.Low,
        }, cancellationToken);
        if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
        return Succeeded(reply, "read the chat settings").Read(TwitchJson.Default.PageChatSettings).Data.FirstOrDefault() switch
        {
            { NonModeratorChatDelay: false } => TimeSpan.Zero,
            { NonModeratorChatDelayDuration: { } seconds } => TimeSpan.FromSeconds(seconds),
            _ => null,
        };
    }

    /// <summary>Sets the chat delay for everyone but moderators; zero switches it off.</summary>
    public Task<HelixReply> SetChatDelayAsync(BroadcasterId broadcaster, ChatterId moderator, TimeSpan delay, CancellationToken cancellationToken) =>
        SetChatSettingsAsync(broadcaster, moderator, delay > TimeSpan.Zero ? new ChatSettings(true, (int)delay.TotalSeconds) : new ChatSettings(false), cancellationToken);

    /// <summary>The chat settings without the chat delay, which everybody may read.</summary>
    public Task<HelixReply> GetChatSettingsAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Get, HelixRequest.Query(HelixPaths.ChatSettings, ("broadcaster_id", broadcaster.Value))), cancellationToken);

    public Task<HelixReply> SetChatSettingsAsync(BroadcasterId broadcaster, ChatterId moderator, ChatSettings settings, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Patch, As(HelixPaths.ChatSettings, broadcaster, moderator))
        {
            Body = HelixRequest.Json(settings, TwitchJson.Default.ChatSettings),
            AnyScope = [TwitchScopes.ManageChatSettings],
        }, cancellationToken);

    public Task<HelixReply> GetShieldModeAsync(BroadcasterId broadcaster, ChatterId moderator, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Get, As(HelixPaths.ShieldMode, broadcaster, moderator)) { AnyScope = [TwitchScopes.ReadShieldMode, TwitchScopes.ManageShieldMode] }, cancellationToken);

    public Task<HelixReply> SetShieldModeAsync(BroadcasterId broadcaster, ChatterId moderator, bool isActive, CancellationToken cancellationToken) =>
        sender.SendAsync(new HelixRequest(HttpMethod.Put, As(HelixPaths.ShieldMode, broadcaster, moderator))
        {
            Body = HelixRequest.Json(new ShieldMode(isActive), TwitchJson.Default.ShieldMode),
            AnyScope = [TwitchScopes.ManageShieldMode],
        }, cancellationToken);

    /// <summary>The channels in which the bot is a moderator, or null when the login may not ask.</summary>
    public async Task<IReadOnlySet<BroadcasterId>?> GetModeratedChannelsAsync(ChatterId bot, CancellationToken cancellationToken)
    {
        var channels = new HashSet<BroadcasterId>();
        string? cursor = null;
        do
        {
            var path = HelixRequest.Query(HelixPaths.ModeratedChannels, ("user_id", bot.Value), ("first", "100"), ("after", cursor));
            var reply = await sender.SendAsync(new HelixRequest(HttpMethod.Get, path) { AnyScope = [TwitchScopes.ReadModeratedChannels], Priority = HelixPriority.Low }, cancellationToken);
            if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
            var page = Succeeded(reply, "list the moderated channels").Read(TwitchJson.Default.PageModeratedChannel);
            channels.UnionWith(page.Data.Select(c => new BroadcasterId(c.BroadcasterId)));
            // Pages can be short or empty; only a missing cursor ends the list.
            cursor = page.Pagination?.Cursor is { Length: > 0 } next && next != cursor ? next : null;
        }
        while (cursor is not null);
        return channels;
    }

    private static string As(string path, BroadcasterId broadcaster, ChatterId moderator, (string, string?) more = default) =>
        more.Item1 is null
            ? HelixRequest.Query(path, ("broadcaster_id", broadcaster.Value), ("moderator_id", moderator.Value))
            : HelixRequest.Query(path, ("broadcaster_id", broadcaster.Value), ("moderator_id", moderator.Value), more);

    private static HelixReply Succeeded(HelixReply reply, string what) =>
        reply.IsSuccess ? reply : throw new HttpRequestException($"Twitch answered {(int)reply.Status} when asked to {what}.", null, reply.Status);
}

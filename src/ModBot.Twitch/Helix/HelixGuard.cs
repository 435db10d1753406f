using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Messages;
using ModBot.Shield;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Helix;

/// <summary>Reads and sets chat settings and Shield Mode through Helix, as the bot account: two calls, either of which can end without the other.</summary>
internal sealed partial class HelixGuard(HelixClient helix, TokenSource tokens, IOptions<TwitchOptions> options, ILogger<HelixGuard> logger) : IChannelGuard
{
    /// <summary>The seconds that Twitch takes where nobody names any.</summary>
    private const int UsualSlowMode = 30;

    public async Task<LimitResult> ReadAsync(BroadcasterId broadcaster, IReadOnlySet<ChatLimit> limits, CancellationToken cancellationToken)
    {
        var settings = await AskAsync(
            limits.Where(IsChatSetting), TwitchScopes.ReadChatSettings, _ => helix.GetChatSettingsAsync(broadcaster, cancellationToken),
            (reply, limit) => reply.Read(TwitchJson.Default.PageChatSettings).Data.FirstOrDefault() is { } known ? ValueOf(limit, known) : throw Unreadable(), cancellationToken);
        var shield = await AskAsync(
            limits.Where(limit => !IsChatSetting(limit)), TwitchScopes.ReadShieldMode, bot => helix.GetShieldModeAsync(broadcaster, bot, cancellationToken),
            (reply, _) => reply.Read(TwitchJson.Default.PageShieldMode).Data.FirstOrDefault()?.IsActive is { } isActive ? ValueOf(isActive) : throw Unreadable(), cancellationToken);
        return settings.With(shield);
    }

    public async Task<LimitResult> SetAsync(BroadcasterId broadcaster, IReadOnlyDictionary<ChatLimit, int?> limits, CancellationToken cancellationToken)
    {
        var body = limits.Aggregate(new ChatSettings(), (body, limit) => With(body, limit.Key, limit.Value));
        var settings = await AskAsync(
            limits.Keys.Where(IsChatSetting), TwitchScopes.ManageChatSettings, bot => helix.SetChatSettingsAsync(broadcaster, bot, body, cancellationToken), (_, limit) => limits[limit], cancellationToken);
        var shield = await AskAsync(
            limits.Keys.Where(limit => !IsChatSetting(limit)), TwitchScopes.ManageShieldMode,
            bot => helix.SetShieldModeAsync(broadcaster, bot, limits[ChatLimit.TwitchShieldMode] is not null, cancellationToken), (_, limit) => limits[limit], cancellationToken);
        return settings.With(shield);
    }

    private static bool IsChatSetting(ChatLimit limit) => limit != ChatLimit.TwitchShieldMode;

    private static int? ValueOf(ChatLimit limit, ChatSettings settings) => limit switch
    {
        ChatLimit.SlowMode => settings.SlowMode is true ? settings.SlowModeWaitTime ?? UsualSlowMode : null,
        ChatLimit.FollowersOnly => settings.FollowerMode is true ? settings.FollowerModeDuration ?? 0 : null,
        ChatLimit.SubscribersOnly => ValueOf(settings.SubscriberMode is true),
        ChatLimit.UniqueChat => ValueOf(settings.UniqueChatMode is true),
        _ => ValueOf(settings.EmoteMode is true),
    };

    private static int? ValueOf(bool isOn) => isOn ? 0 : null;

    private static ChatSettings With(ChatSettings body, ChatLimit limit, int? value) => limit switch
    {
        ChatLimit.SlowMode => body with { SlowMode = value is not null, SlowModeWaitTime = value },
        ChatLimit.FollowersOnly => body with { FollowerMode = value is not null, FollowerModeDuration = value },
        ChatLimit.SubscribersOnly => body with { SubscriberMode = value is not null },
        ChatLimit.UniqueChat => body with { UniqueChatMode = value is not null },
        ChatLimit.EmoteOnly => body with { EmoteMode = value is not null },
        _ => body,
    };

    private static HttpRequestException Unreadable() => new("Twitch's answer does not say how the channel is set.");

    /// <summary>One call for all these limits; none where there are none.</summary>
    private async Task<LimitResult> AskAsync(
        IEnumerable<ChatLimit> about, string scope, Func<ChatterId, Task<HelixReply>> send, Func<HelixReply, ChatLimit, int?> valueOf, CancellationToken cancellationToken)
    {
        ImmutableArray<ChatLimit> limits = [.. about];
        if (limits.IsEmpty) return LimitResult.Empty;
        try
        {
            var reply = await send((await tokens.IdentityAsync(cancellationToken)).Id);
            return reply.Status switch
            {
                _ when reply.IsSuccess => LimitResult.Empty with { Values = limits.ToImmutableDictionary(limit => limit, limit => valueOf(reply, limit)) },
                HttpStatusCode.Unauthorized => Refused(limits, $"the bot's login lacks the scope {scope}; log in again (`modbot auth login`)"),
                HttpStatusCode.Forbidden => Refused(limits, "the bot is not a moderator in this channel"),
                HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Failed(limits, $"Twitch answered {(int)reply.Status}"),
                _ => Refused(limits, $"Twitch answered {(int)reply.Status}"),
            };
        }
        catch (TwitchLoginException) when (options.Value.ChatSource == TwitchChatSource.Irc)
        {
            return Refused(limits, "ModBot has no login that works and only watches");
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            return Failed(limits, e.Message);
        }
    }

    private static LimitResult Refused(ImmutableArray<ChatLimit> limits, string why) => LimitResult.Empty with { Refused = limits.ToImmutableDictionary(limit => limit, _ => why) };

    private LimitResult Failed(ImmutableArray<ChatLimit> limits, string why)
    {
        LogFailed(why);
        return LimitResult.Empty with { Failed = limits.ToImmutableDictionary(limit => limit, _ => why) };
    }

    [LoggerMessage(LogLevel.Warning, "How a channel is set could not be read or changed: {Reason}")]
    private partial void LogFailed(string reason);
}

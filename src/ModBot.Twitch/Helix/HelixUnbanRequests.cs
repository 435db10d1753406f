using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Appeals;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Helix;

/// <summary>Reads unban requests through Helix, as the bot account.</summary>
internal sealed partial class HelixUnbanRequests(HelixClient helix, TokenSource tokens, IOptions<TwitchOptions> options, TimeProvider clock, ILogger<HelixUnbanRequests> logger) : IUnbanRequests
{
    public async Task<IReadOnlyList<UnbanRequest>?> ListPendingAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        try
        {
            var bot = (await tokens.IdentityAsync(cancellationToken)).Id;
            return (await helix.GetPendingUnbanRequestsAsync(broadcaster, bot, cancellationToken))?.Select(ToRequest).ToArray();
        }
        catch (TwitchLoginException) when (options.Value.ChatSource == TwitchChatSource.Irc)
        {
            // Chosen so: whoever only watches answers nobody.
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            LogUnread(broadcaster, e.Message);
            return null;
        }
    }

    private UnbanRequest ToRequest(UnbanRequestInfo info) =>
        new(new UnbanRequestId(info.Id), EventMapping.Person(info.UserId, info.UserLogin, info.UserName), info.Text, info.CreatedAt ?? clock.GetUtcNow());

    [LoggerMessage(LogLevel.Warning, "The unban requests of {Broadcaster} could not be read: {Reason}")]
    private partial void LogUnread(BroadcasterId broadcaster, string reason);
}

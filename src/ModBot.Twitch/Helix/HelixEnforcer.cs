using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Helix;

/// <summary>Acts through Helix, as the bot account. What each status means is Twitch's rule, so it is written here and nowhere else.</summary>
internal sealed partial class HelixEnforcer(
    HelixClient helix, TokenSource tokens, ChatLimits limits, IOptions<TwitchOptions> options, ILogger<HelixEnforcer> logger) : IEnforcer
{
    private const int MostReasonCharacters = 500;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(14);

    public Task<EnforcementResult> DeleteMessageAsync(BroadcasterId broadcaster, MessageId message, CancellationToken cancellationToken) =>
        ActAsync("delete a message", async bot => await helix.DeleteMessageAsync(broadcaster, bot, message, cancellationToken), reply => reply.Status switch
        {
            HttpStatusCode.NotFound => GoneAlready(broadcaster, message),
            HttpStatusCode.BadRequest => new EnforcementResult.Refused("Twitch does not delete messages of the broadcaster or of another moderator."),
            _ => Judge(reply),
        }, cancellationToken);

    public Task<EnforcementResult> BanAsync(BroadcasterId broadcaster, ChatterId chatter, TimeSpan? duration, string? reason, CancellationToken cancellationToken)
    {
        if (chatter.Value == broadcaster.Value) return Task.FromResult<EnforcementResult>(new EnforcementResult.Refused("A broadcaster cannot be banned from their own channel."));
        var seconds = duration is { } d ? (long?)Math.Clamp((long)Math.Ceiling(d.TotalSeconds), 1, (long)LongestTimeout.TotalSeconds) : null;
        var why = reason is null ? null : ChatText.Safe(reason, MostReasonCharacters);
        var body = new BanBody(chatter.Value, seconds, string.IsNullOrEmpty(why) ? null : why);
        return ActAsync("ban or time out", async bot => await helix.BanAsync(broadcaster, bot, body, cancellationToken), reply => reply.Status switch
        {
            HttpStatusCode.BadRequest => NotBannable(reply),
            _ => Judge(reply),
        }, cancellationToken);
    }

    public Task<EnforcementResult> UnbanAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken) =>
        ActAsync("unban", async bot => await helix.UnbanAsync(broadcaster, bot, chatter, cancellationToken), reply => reply.Status switch
        {
            HttpStatusCode.BadRequest => new EnforcementResult.Done(),
            _ => Judge(reply),
        }, cancellationToken);

    public Task<EnforcementResult> WarnAsync(BroadcasterId broadcaster, ChatterId chatter, string reason, CancellationToken cancellationToken)
    {
        var why = ChatText.Safe(reason, MostReasonCharacters);
        if (why.Length == 0) return Task.FromResult<EnforcementResult>(new EnforcementResult.Refused("A warning needs a reason."));
        return ActAsync("warn", async bot => await helix.WarnAsync(broadcaster, bot, new WarnBody(chatter.Value, why), cancellationToken), reply => reply.Status switch
        {
            HttpStatusCode.BadRequest => new EnforcementResult.Refused("Twitch does not let this chatter be warned (the broadcaster, a moderator, or the bot itself)."),
            _ => Judge(reply),
        }, cancellationToken);
    }

    public Task<EnforcementResult> ResolveTwitchHoldAsync(BroadcasterId broadcaster, MessageId message, bool allow, CancellationToken cancellationToken) =>
        ActAsync("decide a held message", async bot => await helix.ManageHoldAsync(new ManageHoldBody(bot.Value, message.Value, allow ? "ALLOW" : "DENY"), cancellationToken), reply => reply.Status switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound =>
                new EnforcementResult.Refused("Already processed: another moderator was first, or Twitch let it lapse."),
            _ => Judge(reply),
        }, cancellationToken);

    public async Task<EnforcementResult> ResolveUnbanRequestAsync(BroadcasterId broadcaster, UnbanRequestId request, ChatterId chatter, bool approve, string? reason, CancellationToken cancellationToken)
    {
        var mayNot = false;
        var text = reason is null ? null : ChatText.Safe(reason, MostReasonCharacters);
        var result = await ActAsync("answer an unban request", async bot => await helix.ResolveUnbanRequestAsync(broadcaster, bot, request, approve, string.IsNullOrEmpty(text) ? null : text, cancellationToken), reply =>
        {
            mayNot = reply.Status == HttpStatusCode.Unauthorized;
            return reply.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
                ? new EnforcementResult.Refused("Answered already: another moderator was first, or the request was withdrawn.")
                : Judge(reply);
        }, cancellationToken);
        return mayNot && approve ? await UnbanAsync(broadcaster, chatter, cancellationToken) : result;
    }

    public Task<EnforcementResult> SayAsync(BroadcasterId broadcaster, string text, MessageId? replyTo, CancellationToken cancellationToken)
    {
        var safe = ChatText.Safe(text);
        if (safe.Length == 0) return Task.FromResult<EnforcementResult>(new EnforcementResult.Refused("Nothing is left of the text that may be said in chat."));
        return ActAsync("post in chat", async bot =>
        {
            if (!await limits.WaitAsync(broadcaster, bot, cancellationToken)) return null;
            return await helix.SendMessageAsync(broadcaster, bot, safe, replyTo, cancellationToken);
        }, Said, cancellationToken);
    }

    private async Task<EnforcementResult> ActAsync(
        string act, Func<ChatterId, Task<HelixReply?>> send, Func<HelixReply, EnforcementResult> judge, CancellationToken cancellationToken)
    {
        try
        {
            if (await send((await tokens.IdentityAsync(cancellationToken)).Id) is not { } reply)
            {
                LogUnsaid();
                return new EnforcementResult.Failed("ModBot keeps within what Twitch lets an account say, and that is used up just now.", IsUnsent: true);
            }
            var result = judge(reply);
            if (result is EnforcementResult.Refused refused) LogRefused(act, refused.Reason);
            return result;
        }
        catch (TwitchLoginException) when (options.Value.ChatSource == TwitchChatSource.Irc)
        {
            // Chosen so: whoever watches without a login is not waiting for one.
            return new EnforcementResult.Refused("ModBot has no login that works and only watches: this was not done. `modbot auth login` changes that.");
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            LogFailed(act, e.Message);
            return new EnforcementResult.Failed(e.Message, IsUnsent: e is not HttpRequestException or HelixUnavailableException);
        }
    }

    private static EnforcementResult Judge(HelixReply reply) => reply.Status switch
    {
        _ when reply.IsSuccess => new EnforcementResult.Done(),
        HttpStatusCode.Unauthorized => new EnforcementResult.Refused("The bot's login does not allow this; log in again with every scope that modbot doctor lists."),
        HttpStatusCode.Forbidden => new EnforcementResult.Refused("The bot is not a moderator in this channel, or is banned or timed out there."),
        HttpStatusCode.TooManyRequests => new EnforcementResult.Failed("Twitch's rate limit is used up."),
        HttpStatusCode.Conflict => new EnforcementResult.Failed("Somebody else is changing this chatter's state at this moment."),
        >= HttpStatusCode.InternalServerError => new EnforcementResult.Failed($"Twitch answered {(int)reply.Status}."),
        _ => new EnforcementResult.Refused($"Twitch answered {(int)reply.Status}."),
    };

    private EnforcementResult.Done GoneAlready(BroadcasterId broadcaster, MessageId message)
    {
        // Twitch answers the same for one older than six hours, which stays; the caller knows its age and does not ask.
        LogGone(message, broadcaster);
        return new EnforcementResult.Done();
    }

    /// <summary>
    /// The one place where Twitch's wording is looked at, because one status covers two opposite facts: banned already (done), and cannot be
    /// banned (refused). Should the wording change, the answer becomes the honest "one of the two".
    /// </summary>
    private static EnforcementResult NotBannable(HelixReply reply) =>
        reply.ErrorText.Contains("already", StringComparison.OrdinalIgnoreCase)
            ? new EnforcementResult.Done()
            : new EnforcementResult.Refused("This chatter is banned already, or cannot be banned (a moderator, staff, or the bot itself).");

    private static EnforcementResult Said(HelixReply reply)
    {
        if (reply.Status == HttpStatusCode.BadRequest) return new EnforcementResult.Refused("The channel or the message to answer does not exist any more.");
        if (!reply.IsSuccess) return Judge(reply);
        return reply.Read(TwitchJson.Default.PageSentMessage).Data.FirstOrDefault() switch
        {
            { IsSent: true } sent => new EnforcementResult.Done(string.IsNullOrEmpty(sent.MessageId) ? null : new MessageId(sent.MessageId)),
            { } dropped => DropReasons.Judge(dropped.DropReason?.Code),
            null => new EnforcementResult.Failed("Twitch's answer does not say whether the message was sent."),
        };
    }

    [LoggerMessage(LogLevel.Information, "Message {Message} in {Broadcaster} is gone already")]
    private partial void LogGone(MessageId message, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Warning, "Twitch refused to {Act}: {Reason}")]
    private partial void LogRefused(string act, string reason);

    [LoggerMessage(LogLevel.Warning, "ModBot said nothing, because it would be more than Twitch lets an account say; Twitch silences who does not mind that for an hour")]
    private partial void LogUnsaid();

    [LoggerMessage(LogLevel.Warning, "Could not {Act} on Twitch: {Reason}")]
    private partial void LogFailed(string act, string reason);
}

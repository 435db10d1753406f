using ModBot.Messages;

namespace ModBot.Enforcement;

/// <summary>Acts on a channel. Every act is safe to repeat: what is already so is reported as done.</summary>
public interface IEnforcer
{
    /// <summary>Deletes one message. Twitch refuses a moderator's or the broadcaster's text. What is older than six hours stays, though it is reported as done: the caller must not ask for it.</summary>
    Task<EnforcementResult> DeleteMessageAsync(BroadcasterId broadcaster, MessageId message, CancellationToken cancellationToken);

    /// <summary>Times a chatter out for 1 second to 14 days, or bans when <paramref name="duration"/> is null.</summary>
    Task<EnforcementResult> BanAsync(BroadcasterId broadcaster, ChatterId chatter, TimeSpan? duration, string? reason, CancellationToken cancellationToken);

    /// <summary>Lifts a timeout or a ban.</summary>
    Task<EnforcementResult> UnbanAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken);

    /// <summary>Warns a chatter, who must acknowledge before chatting on. Twitch demands a reason.</summary>
    Task<EnforcementResult> WarnAsync(BroadcasterId broadcaster, ChatterId chatter, string reason, CancellationToken cancellationToken);

    /// <summary>Allows or denies a message that Twitch's AutoMod holds. Already processed counts as refused: another moderator was first, or it lapsed.</summary>
    Task<EnforcementResult> ResolveTwitchHoldAsync(BroadcasterId broadcaster, MessageId message, bool allow, CancellationToken cancellationToken);

    /// <summary>Answers an unban request; approving it lifts the ban. A login that may not answer requests lifts the ban all the same. Already answered counts as refused.</summary>
    /// <param name="chatter">Who asks.</param>
    /// <param name="reason">What Twitch tells the one who asks, at most 500 characters; null for nothing.</param>
    Task<EnforcementResult> ResolveUnbanRequestAsync(BroadcasterId broadcaster, UnbanRequestId request, ChatterId chatter, bool approve, string? reason, CancellationToken cancellationToken);

    /// <summary>Says something in chat as ModBot; at most 500 characters, longer text is cut.</summary>
    Task<EnforcementResult> SayAsync(BroadcasterId broadcaster, string text, MessageId? replyTo, CancellationToken cancellationToken);
}

/// <summary>How an act ended: a closed family.</summary>
public abstract record EnforcementResult
{
    private EnforcementResult()
    {
    }

    /// <summary>It is so now.</summary>
    /// <param name="Message">The id of the message that was sent, for <see cref="IEnforcer.SayAsync"/>.</param>
    public sealed record Done(MessageId? Message = null) : EnforcementResult;

    /// <summary>It will never be so; trying again does not help. The reason is for moderators and logs and holds no chat text.</summary>
    public sealed record Refused(string Reason) : EnforcementResult;

    /// <summary>It may be so later: the network, Twitch or a rate limit.</summary>
    /// <param name="IsUnsent">Twitch was not even asked, so that it can be tried again as often as one likes.</param>
    public sealed record Failed(string Reason, bool IsUnsent = false) : EnforcementResult;
}

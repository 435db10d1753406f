using ModBot.Messages;

namespace ModBot.Enforcement;

/// <summary>Does nothing, at once: for replays, where every act would have worked.</summary>
public sealed class DryRunEnforcer : IEnforcer
{
    private static readonly Task<EnforcementResult> Done = Task.FromResult<EnforcementResult>(new EnforcementResult.Done());

    public Task<EnforcementResult> DeleteMessageAsync(BroadcasterId broadcaster, MessageId message, CancellationToken cancellationToken) => Done;

    public Task<EnforcementResult> BanAsync(BroadcasterId broadcaster, ChatterId chatter, TimeSpan? duration, string? reason, CancellationToken cancellationToken) => Done;

    public Task<EnforcementResult> UnbanAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken) => Done;

    public Task<EnforcementResult> WarnAsync(BroadcasterId broadcaster, ChatterId chatter, string reason, CancellationToken cancellationToken) => Done;

    public Task<EnforcementResult> ResolveTwitchHoldAsync(BroadcasterId broadcaster, MessageId message, bool allow, CancellationToken cancellationToken) => Done;

    public Task<EnforcementResult> ResolveUnbanRequestAsync(BroadcasterId broadcaster, UnbanRequestId request, ChatterId chatter, bool approve, string? reason, CancellationToken cancellationToken) => Done;

    public Task<EnforcementResult> SayAsync(BroadcasterId broadcaster, string text, MessageId? replyTo, CancellationToken cancellationToken) => Done;
}

using System.Collections.Concurrent;
using ModBot.Enforcement;
using ModBot.Messages;

namespace ModBot.Testing;

/// <summary>Remembers every act as a line, and answers what a test wants; by default everything works.</summary>
public sealed class RecordingEnforcer : IEnforcer
{
    private readonly ConcurrentQueue<string> acts = [];

    /// <summary>What was done, e.g. <c>delete message-1</c>, in order.</summary>
    public IReadOnlyList<string> Acts => [.. acts];

    /// <summary>Decides the result of an act by its line; null lets it succeed.</summary>
    public Func<string, EnforcementResult?> Answer { get; set; } = _ => null;

    public Task<EnforcementResult> DeleteMessageAsync(BroadcasterId broadcaster, MessageId message, CancellationToken cancellationToken) => Do($"delete {message}");

    public Task<EnforcementResult> BanAsync(BroadcasterId broadcaster, ChatterId chatter, TimeSpan? duration, string? reason, CancellationToken cancellationToken) =>
        Do(duration is { } span ? $"timeout {chatter} {span.TotalSeconds:0}" : $"ban {chatter}");

    public Task<EnforcementResult> UnbanAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken) => Do($"unban {chatter}");

    public Task<EnforcementResult> WarnAsync(BroadcasterId broadcaster, ChatterId chatter, string reason, CancellationToken cancellationToken) => Do($"warn {chatter}");

    public Task<EnforcementResult> ResolveTwitchHoldAsync(BroadcasterId broadcaster, MessageId message, bool allow, CancellationToken cancellationToken) =>
        Do($"{(allow ? "allow" : "deny")} {message}");

    public Task<EnforcementResult> ResolveUnbanRequestAsync(BroadcasterId broadcaster, UnbanRequestId request, ChatterId chatter, bool approve, string? reason, CancellationToken cancellationToken) =>
        Do($"{(approve ? "approve" : "deny")} request {request} of {chatter}{(reason is null ? "" : $": {reason}")}");

    public Task<EnforcementResult> SayAsync(BroadcasterId broadcaster, string text, MessageId? replyTo, CancellationToken cancellationToken) => Do($"say {text}");

    private Task<EnforcementResult> Do(string act)
    {
        acts.Enqueue(act);
        return Task.FromResult(Answer(act) ?? new EnforcementResult.Done(new MessageId($"sent-{acts.Count}")));
    }
}

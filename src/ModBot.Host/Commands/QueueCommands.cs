using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>Looking at the queue: <c>queue</c>, <c>next</c>, <c>why</c>.</summary>
internal sealed class QueueCommands(ReviewDesk desk, HoldViewer viewer, TimeProvider time) : ICommandGroup
{
    private const int Shown = 5;

    public IEnumerable<ChatCommand> Commands =>
    [
        new("queue", ["q"], Permissions.View, "", "what waits", QueueAsync),
        new("next", ["n"], Permissions.Claim, "", "claim the first", NextAsync),
        new("why", ["w"], Permissions.View, "<code>", "why it is held", WhyAsync),
    ];

    private async Task<string?> QueueAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var open = await desk.ListOpenAsync(call.Broadcaster, Shown, cancellationToken);
        if (open.Count == 0) return "Nothing is held.";
        var all = await desk.CountOpenAsync(call.Broadcaster, cancellationToken);
        var more = all > open.Count ? $" and {all - open.Count} more" : "";
        return $"{all} held: {string.Join(" · ", open.Select(hold => $"{Wording.Brief(hold)}, {Wording.Age(time.GetUtcNow() - hold.CreatedAt)}"))}{more}.";
    }

    private async Task<string?> NextAsync(CommandCall call, CancellationToken cancellationToken) =>
        await desk.ClaimNextAsync(call.Chatter, call.Broadcaster, cancellationToken) switch
        {
            ReviewResult.Done { Hold: var hold } =>
                $"Yours for {Wording.Age(call.Policy.Config.Holds.ClaimFor)}: {Wording.Brief(hold)}. {call.Prefix} approve {hold.Code} or {call.Prefix} deny {hold.Code}",
            ReviewResult.Forbidden forbidden => $"{forbidden.Reason}.",
            _ => "Nothing is waiting.",
        };

    private async Task<string?> WhyAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments is not [var code, ..]) return call.Usage;
        if (await desk.FindAsync(call.Broadcaster, ShortCode.Create(code), cancellationToken) is not { } hold) return $"There is no hold {code}.";
        return Wording.Why(await viewer.ReadAsync(hold, cancellationToken), time.GetUtcNow());
    }
}

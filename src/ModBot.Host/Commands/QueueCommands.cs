using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>Looking at the queue: <c>queue</c>, <c>next</c>, <c>why</c>.</summary>
internal sealed class QueueCommands(ReviewDesk desk, TimeProvider time) : ICommandGroup
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
        var reasons = string.Join("; ", hold.Decision.Reasons.Take(4).Select(reason => $"{reason.Source}: {reason.Text}"));
        var notes = HoldNote.Count(await desk.ReadHistoryAsync(hold, cancellationToken)) switch { 0 => "", 1 => " 1 note.", var count => $" {count} notes." };
        var folded = hold.Decision.Folded is null ? "" : " Its spelling was folded.";
        return $"{hold.Code}, {Wording.KindOf(hold)}, {Wording.StateOf(hold, time.GetUtcNow())}. {reasons}.{folded}{Wording.Lines(hold)}{Wording.Drivers(hold)}{Wording.Step(hold)}{await SenderAsync(call, hold, cancellationToken)}{notes}";
    }

    /// <summary>What the sender's record says. A raid is not one person's.</summary>
    private async Task<string> SenderAsync(CommandCall call, Hold hold, CancellationToken cancellationToken)
    {
        if (hold.RaidSize is not null || hold.IsErased) return "";
        var chatter = hold.Message.Chatter.Id;
        var holds = await desk.ReadOfAsync(call.Broadcaster, chatter, cancellationToken);
        var now = time.GetUtcNow();
        return RecordWording.Clause(ChatterRecord.Of(holds, chatter), RecordWording.StandingOf(holds, chatter, call.Policy, now), now);
    }
}

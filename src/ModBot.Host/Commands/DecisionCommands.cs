using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;

namespace ModBot.Host.Commands;

/// <summary>Deciding: <c>approve</c>, <c>deny</c>, <c>undo</c>.</summary>
internal sealed class DecisionCommands(ReviewDesk desk, TimeProvider time) : ICommandGroup
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    public IEnumerable<ChatCommand> Commands =>
    [
        new("approve", ["a", "allow"], Permissions.View, "<code>", "let it stand", ApproveAsync),
        new("deny", ["d"], Permissions.View, "<code> [warn|timeout 10m|ban|none] [reason]", "keep it out", DenyAsync),
        new("undo", ["u"], Permissions.Undo, "<code>", "take a decision back", UndoAsync),
    ];

    private Task<string?> ApproveAsync(CommandCall call, CancellationToken cancellationToken) => OnHoldAsync(call, hold => ResolveAsync(call, hold, Ruling.Approve, cancellationToken), cancellationToken);

    private async Task<string?> DenyAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var words = call.Arguments.AsSpan(Math.Min(1, call.Arguments.Length));
        return ParseDenial(words, out var ruling) ?? await OnHoldAsync(call, hold => ResolveAsync(call, hold, ruling, cancellationToken), cancellationToken);
    }

    private Task<string?> UndoAsync(CommandCall call, CancellationToken cancellationToken) =>
        OnHoldAsync(call, hold => desk.UndoAsync(call.Chatter, call.Broadcaster, hold.Id, cancellationToken), cancellationToken);

    private Task<ReviewResult> ResolveAsync(CommandCall call, Hold hold, Ruling ruling, CancellationToken cancellationToken) =>
        desk.ResolveAsync(call.Chatter, call.Broadcaster, hold.Id, ruling, expectedVersion: null, cancellationToken);

    /// <summary>Does something with the hold that the first argument names, and says what came of it.</summary>
    private async Task<string?> OnHoldAsync(CommandCall call, Func<Hold, Task<ReviewResult>> act, CancellationToken cancellationToken)
    {
        if (call.Arguments is not [var code, ..]) return call.Usage;
        var hold = await desk.FindAsync(call.Broadcaster, ShortCode.Create(code), cancellationToken);
        return Wording.Describe(hold is null ? new ReviewResult.NotFound() : await act(hold), code, time.GetUtcNow());
    }

    /// <summary>Reads what follows the code; returns what is wrong with it, or null.</summary>
    internal static string? ParseDenial(ReadOnlySpan<string> words, out Ruling ruling)
    {
        ruling = Ruling.Deny;
        if (words.Length == 0) return null;
        Sanction? sanction = null;
        var skipsLadder = false;
        switch (words[0].ToLowerInvariant())
        {
            case "warn":
                sanction = new Sanction(SanctionKind.Warn);
                words = words[1..];
                break;
            case "none":
                skipsLadder = true;
                words = words[1..];
                break;
            case "ban":
                sanction = new Sanction(SanctionKind.Ban);
                words = words[1..];
                break;
            case "timeout" or "to":
                var duration = DefaultTimeout;
                var isNamed = words.Length > 1 && DurationText.TryParse(words[1], out duration);
                if (!isNamed) duration = DefaultTimeout;
                if (duration < TimeoutLimits.Shortest || duration > TimeoutLimits.Longest) return "A timeout lasts 1 second to 14 days, e.g. timeout 10m.";
                sanction = new Sanction(SanctionKind.Timeout, duration);
                words = isNamed ? words[2..] : words[1..];
                break;
            default:
                break;
        }
        ruling = new Ruling(RulingVerb.Deny, sanction, words.Length == 0 ? null : string.Join(' ', words!)) { SkipsLadder = skipsLadder };
        return null;
    }
}

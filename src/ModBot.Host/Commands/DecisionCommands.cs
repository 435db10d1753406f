using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;

namespace ModBot.Host.Commands;

/// <summary>Deciding: <c>approve</c>, <c>deny</c>, <c>undo</c>.</summary>
internal sealed class DecisionCommands(ReviewDesk desk, BulkReview bulk, TermApproval terms, TimeProvider time) : ICommandGroup
{
    private const string Permit = "permit";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    public IEnumerable<ChatCommand> Commands =>
    [
        new("approve", ["a", "allow"], Permissions.View, "<code|@user> [permit]", "let it stand, or all that is held of a user; with permit, the blocked term is fine from now on", ApproveAsync),
        new("deny", ["d"], Permissions.View, "<code|@user> [warn|timeout 10m|ban|none] [reason]", "keep it out, or all that is held of a user; Twitch shows the reason to the sender", DenyAsync),
        new("undo", ["u"], Permissions.Undo, "<code>", "take a decision back", UndoAsync),
    ];

    private Task<string?> ApproveAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var permits = call.Arguments is [_, var word, ..] && word.Equals(Permit, StringComparison.OrdinalIgnoreCase);
        if (IsUser(call)) return permits ? Task.FromResult<string?>("A term is permitted with one message: name it by its code.") : ResolveAllAsync(call, Ruling.Approve, cancellationToken);
        return permits ? PermitAsync(call, cancellationToken) : OnHoldAsync(call, hold => ResolveAsync(call, hold, Ruling.Approve, cancellationToken), null, cancellationToken);
    }

    private async Task<string?> DenyAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var words = call.Arguments.AsSpan(Math.Min(1, call.Arguments.Length));
        if (ParseDenial(words, out var ruling) is { } problem) return problem;
        return IsUser(call) ? await ResolveAllAsync(call, ruling, cancellationToken) : await OnHoldAsync(call, hold => ResolveAsync(call, hold, ruling, cancellationToken), null, cancellationToken);
    }

    private Task<string?> UndoAsync(CommandCall call, CancellationToken cancellationToken) =>
        OnHoldAsync(
            call,
            hold => desk.UndoAsync(call.Chatter, call.Broadcaster, hold.Id, cancellationToken),
            (before, after) => $"{after.Code} open again.{(before.Resolution is { Ruling.PermitsTerm: true } ? " Its term stays permitted." : "")}",
            cancellationToken);

    /// <summary>Approves a hold and permits the blocked term in it; where the term cannot be permitted, nothing happens.</summary>
    private async Task<string?> PermitAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(call.Broadcaster, ShortCode.Create(call.Arguments[0]), cancellationToken) is not { } hold) return Wording.Describe(new ReviewResult.NotFound(), call.Arguments[0], time.GetUtcNow());
        var approved = await terms.ApproveAsync(call.Chatter, hold, reason: null, expectedVersion: null, call.Source, cancellationToken);
        return approved.Says ?? Wording.Describe(approved.Result, hold.Code.Value, time.GetUtcNow());
    }

    private static bool IsUser(CommandCall call) => call.Arguments is [['@', _, ..], ..];

    private async Task<string?> ResolveAllAsync(CommandCall call, Ruling ruling, CancellationToken cancellationToken) =>
        Wording.Describe(await bulk.ResolveAllAsync(call.Chatter, call.Broadcaster, call.Arguments[0][1..], ruling, cancellationToken));

    private Task<ReviewResult> ResolveAsync(CommandCall call, Hold hold, Ruling ruling, CancellationToken cancellationToken) =>
        desk.ResolveAsync(call.Chatter, call.Broadcaster, hold.Id, ruling, expectedVersion: null, cancellationToken);

    private Task<string?> OnHoldAsync(CommandCall call, Func<Hold, Task<ReviewResult>> act, Func<Hold, Hold, string>? done, CancellationToken cancellationToken) =>
        desk.OnHoldAsync(call, time.GetUtcNow(), act, done, cancellationToken);

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

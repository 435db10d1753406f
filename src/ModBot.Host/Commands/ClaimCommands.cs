using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>Working on the queue together: <c>take</c>, <c>release</c>, <c>note</c>.</summary>
internal sealed class ClaimCommands(ReviewDesk desk, TimeProvider time) : ICommandGroup
{
    public IEnumerable<ChatCommand> Commands =>
    [
        new("take", [], Permissions.Claim, "<code>", "claim it, also from somebody who is on it", TakeAsync),
        new("release", [], Permissions.Claim, "<code>", "give your claim back", ReleaseAsync),
        new("note", [], Permissions.Claim, "<code> <text>", "keep a note with it for other moderators; chat can read what you type, the sender is shown only the reason of a denial", NoteAsync),
    ];

    private Task<string?> TakeAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return desk.OnHoldAsync(
            call,
            now,
            hold => desk.TakeAsync(call.Chatter, call.Broadcaster, hold.Id, cancellationToken),
            (before, after) => $"Yours for {Wording.Age(call.Policy.Config.Holds.ClaimFor)}: {Wording.Brief(after)}{(before.ClaimedBy(now) is { } by && by.Id != call.Chatter.Id ? $"; taken over from {by.Login}" : "")}.",
            cancellationToken);
    }

    private Task<string?> ReleaseAsync(CommandCall call, CancellationToken cancellationToken) =>
        desk.OnHoldAsync(call, time.GetUtcNow(), hold => desk.ReleaseAsync(call.Chatter, call.Broadcaster, hold.Id, cancellationToken), (_, after) => $"{after.Code} is free for others.", cancellationToken);

    private Task<string?> NoteAsync(CommandCall call, CancellationToken cancellationToken) =>
        desk.OnHoldAsync(
            call,
            time.GetUtcNow(),
            hold => desk.NoteAsync(call.Chatter, call.Broadcaster, hold.Id, string.Join(' ', call.Arguments.Skip(1)), cancellationToken),
            (_, after) => $"{after.Code}: noted.",
            cancellationToken);
}

using ModBot.Feedback;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>Looking at a person: <c>record</c>.</summary>
internal sealed class RecordCommands(ReviewDesk desk, IChatterLookup chatters, TimeProvider time) : ICommandGroup
{
    public IEnumerable<ChatCommand> Commands => [new("record", [], Permissions.View, "@user", "what became of somebody's held messages", RecordAsync)];

    private async Task<string?> RecordAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments is not [var user]) return call.Usage;
        var login = user.TrimStart('@').ToLowerInvariant();
        if (await chatters.FindAsync(login, cancellationToken) is not { } chatter) return $"Twitch knows no user {login}.";
        var holds = await desk.ReadOfAsync(call.Broadcaster, chatter, cancellationToken);
        var now = time.GetUtcNow();
        return RecordWording.Record(ChatterRecord.Of(holds, chatter), RecordWording.StandingOf(holds, chatter, call.Policy, now), now);
    }
}

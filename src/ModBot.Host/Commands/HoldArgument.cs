using ModBot.Holds;
using ModBot.Review;

namespace ModBot.Host.Commands;

/// <summary>Commands about one hold, which their first argument names.</summary>
internal static class HoldArgument
{
    /// <summary>Does something with the hold and says what came of it.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="call">The command.</param>
    /// <param name="now">The time, for the reply.</param>
    /// <param name="act">What to do.</param>
    /// <param name="done">What to reply where it was done, from the hold before and after; null for the usual words.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string?> OnHoldAsync(
        this ReviewDesk desk, CommandCall call, DateTimeOffset now, Func<Hold, Task<ReviewResult>> act, Func<Hold, Hold, string>? done, CancellationToken cancellationToken)
    {
        if (call.Arguments is not [var code, ..]) return call.Usage;
        if (await desk.FindAsync(call.Broadcaster, ShortCode.Create(code), cancellationToken) is not { } hold) return Wording.Describe(new ReviewResult.NotFound(), code, now);
        var result = await act(hold);
        return done is not null && result is ReviewResult.Done { Hold: var after } ? done(hold, after) : Wording.Describe(result, code, now);
    }
}

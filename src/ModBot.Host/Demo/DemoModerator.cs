using System.Text.RegularExpressions;
using ModBot.Classification;
using ModBot.Raids;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Demo;

/// <summary>A moderator who works through the queue by chat command, at a person's pace, reading what the bot replies.</summary>
/// <param name="standsBack">While it says so, the moderator leaves the queue to others.</param>
/// <param name="turns">What is typed one after another, with {0} for the code, and <see cref="Judge"/> for "deny" where the classifier led or it is a raid, and "approve" where it was a mere rule.</param>
internal sealed partial class DemoModerator(SandboxChat chat, TimeProvider time, string login, TimeSpan pause, Func<bool> standsBack, string[] turns)
{
    private const string Judge = "{1}";

    private static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(10);

    /// <summary>Two moderators who take turns, one on trial who proposes, and a lead who looks back and changes her mind now and then.</summary>
    public static IEnumerable<DemoModerator> Team(SandboxChat chat, TimeProvider time, Func<bool> standsBack) =>
    [
        new(chat, time, DefaultWorld.Moderator, TimeSpan.FromSeconds(1.5), standsBack, [$"{Judge} {{0}}", $"{Judge} {{0}}", "deny {0} timeout 10m keep it friendly"]),
        new(chat, time, DefaultWorld.LeadModerator, TimeSpan.FromSeconds(2.5), standsBack, ["why {0}", "approve {0}", "undo {0}", "deny {0} warn", "stats"]),
        new(chat, time, DefaultWorld.TrialModerator, TimeSpan.FromSeconds(7), standsBack, [$"{Judge} {{0}}"]),
    ];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (code, judgement) = ("", "");
        for (var turn = 0; ; turn = (turn + 1) % turns.Length)
        {
            do await Task.Delay(pause, time, cancellationToken);
            while (standsBack());
            if (code.Length == 0 || IsRuling(turns[turn]))
            {
                if (await AskAsync("next", cancellationToken) is not { } reply || Taken().Match(reply) is not { Success: true } taken) continue;
                code = taken.Groups[1].Value;
                judgement = taken.Groups[2].Value == RaidCards.Source || Categories.TryParse(taken.Groups[2].Value, out _) ? "deny" : "approve";
            }
            await AskAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, turns[turn], code, judgement), cancellationToken);
        }
    }

    /// <summary>A ruling takes the next hold; "why" and "undo" go on with the one that was taken last.</summary>
    private static bool IsRuling(string turn) => turn.StartsWith("approve", StringComparison.Ordinal) || turn.StartsWith("deny", StringComparison.Ordinal) || turn.StartsWith(Judge, StringComparison.Ordinal);

    /// <summary>Types a command and waits for the bot's reply to it.</summary>
    private async Task<string?> AskAsync(string command, CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(ReplyLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLong.Token);
        var events = chat.Events.FollowAsync(cancellationToken: limit.Token);
        if (chat.Post(DefaultWorld.Channel, login, $"!mod {command}") is not PostResult.Posted { Message: var asked }) return null;
        try
        {
            await foreach (var happened in events)
            {
                if (happened is MessagePosted { Message: { ReplyTo.Id: var parent, Body: var reply } } && parent == asked.Id) return reply;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No reply in time: a moderator tries something else, too.
        }
        return null;
    }

    [GeneratedRegex(@"Yours for .+?: (\w+) (\w+)")]
    private static partial Regex Taken();
}

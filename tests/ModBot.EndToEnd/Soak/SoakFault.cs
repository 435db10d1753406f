using ModBot.Sandbox;

namespace ModBot.EndToEnd.Soak;

/// <summary>Something that Twitch does to a bot.</summary>
/// <param name="Cuts">Whether messages on their way may be lost with it: Twitch replays nothing.</param>
internal sealed record SoakFault(string Name, bool Cuts, Func<SandboxServer, Task> StrikeAsync)
{
    private static readonly TimeSpan Spell = TimeSpan.FromSeconds(2);

    /// <summary>Whether every session open at the time ends by it, at once or within Twitch's half minute.</summary>
    public bool EndsSessions { get; init; }

    /// <summary>How long Twitch itself asks the bot to wait after it.</summary>
    public TimeSpan Rest { get; init; }

    public static IReadOnlyList<SoakFault> All { get; } =
    [
        Cut("socket drops", sandbox => sandbox.Faults.DropSockets()),
        Cut("closed with 4000", sandbox => sandbox.Faults.CloseSockets(4000)),
        Cut("closed with 4002", sandbox => sandbox.Faults.CloseSockets(4002)),
        Cut("closed with 4005", sandbox => sandbox.Faults.CloseSockets(4005)),
        Cut("reconnect notice with a bad address", sandbox => sandbox.Faults.AnnounceReconnect(goodUrl: false)),
        Cut("chat revoked", sandbox => sandbox.Faults.Revoke("channel.chat.message", "chat_user_banned")) with { EndsSessions = false },
        Harmless("reconnect notice", sandbox => sandbox.Faults.AnnounceReconnect()),
        Harmless("duplicates, same id", sandbox => sandbox.Faults.DuplicateNotifications(50)),
        Harmless("duplicates, new id", sandbox => sandbox.Faults.DuplicateNotifications(50, newMessageId: true)),
        Harmless("late notifications", sandbox => sandbox.Faults.DelayNotifications(50, TimeSpan.FromMilliseconds(700))),
        Harmless("broken frame", sandbox => sandbox.Faults.SendRawFrame("{\"metadata\":")),
        Harmless("unknown frame", sandbox => sandbox.Faults.SendRawFrame("""{"metadata":{"message_id":"x","message_type":"session_party","message_timestamp":"2026-01-01T00:00:00Z"},"payload":{}}""")),
        Harmless("tokens expire", sandbox => sandbox.Faults.ExpireTokens(Sandbox.Chat.DefaultWorld.Bot)),
        Harmless("Helix 503", sandbox => sandbox.Faults.FailHelix(5, 503)),
        // Twitch wants no call before its bucket is full again, so no other fault comes until then.
        Harmless("Helix 429", sandbox => sandbox.Faults.FailHelix(3, 429)) with { Rest = TimeSpan.FromSeconds(65) },
        Harmless("Helix 500 on sending", sandbox => sandbox.Faults.FailHelix(2, 500, "/chat/messages")),
        new("slow Helix", false, async sandbox =>
        {
            sandbox.Faults.SlowHelix(TimeSpan.FromSeconds(1));
            await Task.Delay(Spell);
            sandbox.Faults.SlowHelix(TimeSpan.Zero);
        }),
        new("split frames", false, async sandbox =>
        {
            sandbox.Faults.SplitFrames(700);
            await Task.Delay(Spell);
            sandbox.Faults.SplitFrames(0);
        }),
        new("frames of 64 KiB", false, async sandbox =>
        {
            sandbox.Faults.PadNotifications(64 * 1024);
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            sandbox.Faults.PadNotifications(0);
        }),
    ];

    private static SoakFault Cut(string name, Action<SandboxServer> strike) => new(name, true, sandbox => Now(strike, sandbox)) { EndsSessions = true };

    private static SoakFault Harmless(string name, Action<SandboxServer> strike) => new(name, false, sandbox => Now(strike, sandbox));

    private static Task Now(Action<SandboxServer> strike, SandboxServer sandbox)
    {
        strike(sandbox);
        return Task.CompletedTask;
    }
}

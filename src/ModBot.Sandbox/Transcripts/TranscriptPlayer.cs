using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Transcripts;

/// <summary>Types a transcript into a channel at its own pace, or faster; accounts that do not exist are made up on the way.</summary>
public sealed class TranscriptPlayer(SandboxChat chat, TimeProvider? timeProvider = null)
{
    private readonly TimeProvider time = timeProvider ?? TimeProvider.System;

    /// <summary>Plays to the end, or with <paramref name="loop"/> until the token is cancelled.</summary>
    /// <param name="transcript">What is said.</param>
    /// <param name="channel">Where, by login or id.</param>
    /// <param name="speed">1 is the transcript's own pace, 10 is ten times as fast, infinity does not wait at all.</param>
    /// <param name="loop">Starts over at the end.</param>
    /// <param name="cancellationToken">Stops playing.</param>
    /// <returns>How many lines were typed, those that Twitch's rules dropped included.</returns>
    public async Task<int> PlayAsync(
        Transcript transcript, string channel, double speed = 1, bool loop = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        var typed = 0;
        for (var start = time.GetUtcNow(); ; start += transcript.Length / speed)
        {
            foreach (var line in transcript.Lines)
            {
                var wait = start + (TimeSpan.FromSeconds(line.At) / speed) - time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                chat.Post(channel, Speaker(line, channel), line.Text);
                typed++;
            }

            if (!loop || transcript.Lines.Count == 0)
                return typed;
        }
    }

    private string Speaker(TranscriptLine line, string channel)
    {
        var role = ParseRole(line.Role);
        // The broadcaster of a transcript speaks for whichever channel it is played in.
        if (role == ChatRole.Broadcaster)
            return channel;

        var user = chat.AddUser(line.User);
        if (role != ChatRole.Viewer && chat.RoleOf(channel, user.Id) == ChatRole.Viewer)
            chat.SetRole(channel, user.Id, role);
        return user.Id;
    }

    private static ChatRole ParseRole(string? role) => role switch
    {
        "subscriber" => ChatRole.Subscriber,
        "vip" => ChatRole.Vip,
        "moderator" => ChatRole.Moderator,
        "lead_moderator" => ChatRole.LeadModerator,
        "broadcaster" => ChatRole.Broadcaster,
        _ => ChatRole.Viewer,
    };
}

using ModBot.Enforcement;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>
/// What senders are told, where the channel's config says so, of their message that ModBot deleted and holds: a sentence without the text, from config. Not said for the card of a raid, nor
/// for what Twitch holds, which it tells the sender itself. Thread-safe.
/// </summary>
public sealed class SenderNotices
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private const int PerMinute = 5;

    private readonly SpeechLimit held = new(Pause, PerMinute);
    private readonly SpeechLimit decided = new(Pause, PerMinute);

    /// <summary>The effect that tells the sender how their hold stands; null where nothing is to be said. Counts what it gives out, so it is asked once for each change.</summary>
    public Effect? Of(Hold hold, ChannelPolicy policy, DateTimeOffset now)
    {
        var config = policy.Config.SenderNotice;
        if (!config.Enabled || hold.RaidSize is not null || TextOf(hold.State, config) is not { } text) return null;
        var limit = hold.IsOpen ? held : decided;
        var sender = hold.Message.Chatter;
        if (!limit.TryTake(hold.Broadcaster, sender.Id, now)) return null;
        var sentence = text.Replace(SenderNoticeConfig.User, sender.Login, StringComparison.Ordinal);
        return Effect.For(hold, EffectKind.TellSender, reason: sentence) with { While = hold.State };
    }

    private static string? TextOf(HoldState state, SenderNoticeConfig config) => state switch
    {
        HoldState.Open => config.Held,
        HoldState.Approved => config.Approved,
        HoldState.Denied => config.Denied,
        _ => null,
    };
}

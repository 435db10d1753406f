using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>What Twitch tells of a channel, as far as its shield is concerned.</summary>
public sealed class ShieldNews(Shields shields, SurgeWatch surges, TimeProvider time)
{
    /// <param name="news">What happened.</param>
    /// <param name="self">ModBot's own account, whose acts come back, too; null where there is none.</param>
    public void Hear(ChatEvent.ChannelNews news, ChatterId? self)
    {
        var now = time.GetUtcNow();
        if (news.Kind == ChannelNewsKind.Raid) surges.Expect(news.Broadcaster, now);
        // Whoever ends Twitch's Shield Mode by hand says that it is over.
        else if (news is { Kind: ChannelNewsKind.ShieldModeOff, By: { } by } && by.Id != self)
        {
            shields.Lower(news.Broadcaster, "Twitch's Shield Mode was switched off", new SettingSource(by, SettingSurface.Twitch), now);
        }
    }
}

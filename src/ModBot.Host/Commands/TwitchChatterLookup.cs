using ModBot.Messages;
using ModBot.Twitch;

namespace ModBot.Host.Commands;

/// <summary>Asks Twitch who somebody is.</summary>
internal sealed class TwitchChatterLookup(TwitchDirectory twitch) : IChatterLookup
{
    public async Task<ChatterId?> FindAsync(string login, CancellationToken cancellationToken) => (await twitch.FindByLoginAsync(login, cancellationToken))?.Id;
}

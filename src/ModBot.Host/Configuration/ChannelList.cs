using System.Text.Json.Nodes;
using ModBot.Policy;
using ModBot.Twitch;

namespace ModBot.Host.Configuration;

/// <summary>Adding channels so that they start gently: a channel that nobody has chosen a mode for is observed until somebody does.</summary>
internal sealed class ChannelList(ChannelRoster roster, ChannelSettings settings, ConfigFolder folder)
{
    /// <summary>Adds a channel to the roster.</summary>
    /// <param name="channel">Whose channel.</param>
    /// <param name="mode">The mode to start in; null keeps the one that was chosen for this channel, or else observes.</param>
    /// <param name="source">Who adds it, and where.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when it was there already.</returns>
    public async Task<bool> AddAsync(TwitchUser channel, ChannelMode? mode, SettingSource source, CancellationToken cancellationToken)
    {
        // Before it is in the roster: a running bot reads both.
        if (mode is { } chosen) await settings.SetModeAsync(channel.Broadcaster, chosen, ModeOf(channel), source, cancellationToken);
        else if (OwnMode(channel) is null) await settings.SetModeAsync(channel.Broadcaster, ChannelMode.Observe, ModeOf(channel), source, cancellationToken);
        return await roster.AddAsync(channel.Login, channel.Broadcaster, cancellationToken);
    }

    /// <summary>The mode that the files give a channel, the channel's own first.</summary>
    public string ModeOf(TwitchUser channel) => OwnMode(channel) ?? SharedMode() ?? nameof(ChannelMode.Observe);

    private string? OwnMode(TwitchUser channel) => ModeIn(settings.PathOf(channel.Broadcaster)) ?? ModeIn(folder.ChannelFile(channel.Login));

    private string? SharedMode() => File.Exists(folder.MainFile) ? (ConfigJson.ReadObject(folder.MainFile)["Moderation"] as JsonObject)?["Mode"]?.ToString() : null;

    private static string? ModeIn(string path) => File.Exists(path) ? ConfigJson.ReadChannel(path)["Mode"]?.ToString() : null;
}

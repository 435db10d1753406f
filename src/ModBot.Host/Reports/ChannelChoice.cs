using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Reports;

/// <summary>Which channels a command is about: the one that was named, or all that the store or the roster knows.</summary>
internal sealed class ChannelChoice(IHoldStore store, ChannelRoster roster, TwitchDirectory twitch, ChannelDirectory directory)
{
    /// <summary>The channels, and their logins made known so that policies are read for them.</summary>
    /// <param name="named">A login or a numeric id; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ConfigException">Nothing has that name here.</exception>
    public async Task<IReadOnlyList<ChosenChannel>> ChooseAsync(string? named, CancellationToken cancellationToken)
    {
        IReadOnlyList<ChosenChannel> chosen = named is null
            ? [.. (await store.ListBroadcastersAsync(cancellationToken)).Union(roster.Current.Select(channel => channel.Id).OfType<BroadcasterId>()).Select(Known).OrderBy(channel => channel.Name, StringComparer.Ordinal)]
            : [await FindAsync(named.TrimStart('@').ToLowerInvariant(), cancellationToken)];
        foreach (var channel in chosen.Where(channel => channel.Login is not null)) directory.Add(channel.Login!, channel.Broadcaster);
        return chosen;
    }

    private ChosenChannel Known(BroadcasterId id) => new(id, roster.Current.FirstOrDefault(channel => channel.Id == id)?.Login);

    private async Task<ChosenChannel> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (roster.Current.FirstOrDefault(channel => channel.Login == name) is { Id: { } known }) return new ChosenChannel(known, name);
        if (name.Length > 0 && name.All(char.IsAsciiDigit)) return Known(new BroadcasterId(name));
        try
        {
            if (await twitch.FindByLoginAsync(name, cancellationToken) is { } user) return new ChosenChannel(user.Broadcaster, user.Login);
        }
        catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
        {
            throw new ConfigException($"'{name}' is not among the channels that were added, and Twitch cannot be asked for its id: {e.Message} Name it by its numeric id.", e);
        }
        throw new ConfigException($"Twitch knows no channel '{name}'. `modbot channels list` shows the channels; one that was renamed is found by its numeric id.");
    }
}

/// <summary>One channel that a command is about.</summary>
/// <param name="Login">Null where only the id is known.</param>
internal sealed record ChosenChannel(BroadcasterId Broadcaster, string? Login)
{
    public string Name => Login ?? Broadcaster.Value;
}

using System.Collections.Concurrent;
using ModBot.Messages;

namespace ModBot.Host.Configuration;

/// <summary>Which channel has which login: files are named by login, policies are kept by id. Filled when a channel is joined.</summary>
internal sealed class ChannelDirectory
{
    private readonly ConcurrentDictionary<BroadcasterId, string> logins = new();

    public IReadOnlyDictionary<BroadcasterId, string> Logins => logins;

    public void Add(string login, BroadcasterId id) => logins[id] = login.ToLowerInvariant();
}

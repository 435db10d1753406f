using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch;

/// <summary>
/// The channels that the bot is in: those that config names and those that were added while it runs, which lie in a file that several processes may change. Safe from any thread.
/// </summary>
public sealed partial class ChannelRoster(IOptionsMonitor<TwitchOptions> options, TimeProvider clock, ILogger<ChannelRoster> logger)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private readonly OwnerFile? file = options.CurrentValue.RosterFile is { Length: > 0 } path ? new OwnerFile(path, clock) : null;
    private readonly Lock gate = new();
    // Ids of channels that only config names, as Twitch said them.
    private readonly Dictionary<string, BroadcasterId> learnt = new(StringComparer.Ordinal);
    private ImmutableArray<StoredChannel> added = [];
    // Null until the file was looked at.
    private string? seen;

    /// <summary>Raised when <see cref="Current"/> has changed, on the thread that found out; handlers must be quick and must not throw.</summary>
    public event Action? Changed;

    /// <summary>Every channel once, the configured ones first. When the file cannot be used, what it last said still holds.</summary>
    public ImmutableArray<RosterChannel> Current
    {
        get
        {
            if (Volatile.Read(ref seen) is null) Look();
            lock (gate)
            {
                var ids = added.ToDictionary(channel => channel.Login, channel => (BroadcasterId?)channel.Id);
                var configured = options.CurrentValue.Channels.Select(login => login.ToLowerInvariant()).Distinct().ToArray();
                return
                [
                    .. configured.Select(login => new RosterChannel(login, ids.GetValueOrDefault(login) ?? (learnt.TryGetValue(login, out var id) ? id : null), IsConfigured: true)),
                    .. added.Where(channel => !configured.Contains(channel.Login)).Select(channel => new RosterChannel(channel.Login, channel.Id, IsConfigured: false)),
                ];
            }
        }
    }

    /// <summary>Why the file as it is now is not in force; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Adds a channel for good; its id is what counts, so a channel that was renamed gets its new login.</summary>
    /// <returns>False when it was there already.</returns>
    /// <exception cref="IOException">The file cannot be used; nothing has changed.</exception>
    public Task<bool> AddAsync(string login, BroadcasterId id, CancellationToken cancellationToken) => ChangeAsync(
        channels => [.. channels.Where(channel => channel.Id != id && !Is(channel, login)), new StoredChannel(login.ToLowerInvariant(), id)], cancellationToken);

    /// <summary>Removes a channel that was added. A configured one stays until config names it no more.</summary>
    /// <returns>False when it had not been added.</returns>
    /// <exception cref="IOException">The file cannot be used; nothing has changed.</exception>
    public Task<bool> RemoveAsync(string login, CancellationToken cancellationToken) =>
        ChangeAsync(channels => [.. channels.Where(channel => !Is(channel, login))], cancellationToken);

    /// <summary>Tells the id of a channel of which only the login was known; whoever follows <see cref="Changed"/> knows it when this returns. For this run only.</summary>
    internal void Identify(string login, BroadcasterId id)
    {
        if (Current.FirstOrDefault(channel => channel.Login == login) is not { IsConfigured: true } known || known.Id == id) return;
        lock (gate) learnt[login] = id;
        Changed?.Invoke();
    }

    /// <summary>Follows what other processes do to the file, within about a second, until cancelled. Change notices do not cross container mounts, so it looks.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(PollEvery, clock, cancellationToken);
            if (Look()) Changed?.Invoke();
        }
    }

    private async Task<bool> ChangeAsync(Func<ImmutableArray<StoredChannel>, ImmutableArray<StoredChannel>> change, CancellationToken cancellationToken)
    {
        if (file is null) throw new IOException("Twitch:RosterFile is empty, so channels cannot be added; name a file, or name the channels in Twitch:Channels.");
        using (await file.LockAsync(cancellationToken))
        {
            // A file that somebody broke is left for them to mend; writing over it would lose what it says.
            var before = Read(await file.ReadAsync(cancellationToken));
            var after = change(before);
            if (after.Length == before.Length && after.All(before.Contains)) return false;
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new StoredRoster([.. after]), TwitchJson.Default.StoredRoster), cancellationToken);
            Look();
        }
        Changed?.Invoke();
        return true;
    }

    /// <returns>Whether the channels are others than before.</returns>
    private bool Look()
    {
        lock (gate)
        {
            try
            {
                var now = file?.Fingerprint ?? "";
                if (now == seen) return false;
                seen = now;
                var before = added;
                added = Read(now.Length > 0 ? File.ReadAllBytes(file!.Path) : null);
                Problem = null;
                return !added.SequenceEqual(before);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Looked at again at every turn: what cannot be read now may be readable in a second.
                seen = "unusable";
                if (Problem != e.Message) LogUnusable(e.Message);
                Problem = e.Message;
                return false;
            }
        }
    }

    private ImmutableArray<StoredChannel> Read(byte[]? content)
    {
        if (content is null) return [];
        try
        {
            var channels = JsonSerializer.Deserialize(content, TwitchJson.Default.StoredRoster)?.Channels ?? throw new JsonException();
            if (channels.Contains(null)) throw new JsonException();
            return [.. channels.OfType<StoredChannel>().Select(channel => channel with { Login = channel.Login.ToLowerInvariant() }).DistinctBy(channel => channel.Login)];
        }
        catch (JsonException e)
        {
            throw new IOException($"{file!.Path}, line {(e.LineNumber ?? 0) + 1}, is not a list of channels. Correct it, or delete it and add the channels again (`modbot channels add`).", e);
        }
    }

    private static bool Is(StoredChannel channel, string login) => channel.Login.Equals(login, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Error, "The list of added channels cannot be used, so the last good one holds: {Reason}")]
    private partial void LogUnusable(string reason);
}

/// <summary>One channel that the bot is in.</summary>
/// <param name="Login">In lower case.</param>
/// <param name="Id">Null for a channel that only config names, until Twitch has said it: config knows no ids.</param>
/// <param name="IsConfigured">Named in <c>Twitch:Channels</c>.</param>
public sealed record RosterChannel(string Login, BroadcasterId? Id, bool IsConfigured);

/// <summary>What the roster's file holds.</summary>
internal sealed record StoredRoster(StoredChannel?[] Channels);

/// <summary>One added channel.</summary>
internal sealed record StoredChannel(string Login, BroadcasterId Id);

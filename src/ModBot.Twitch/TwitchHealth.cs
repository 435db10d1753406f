using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch;

/// <summary>How the bot stands with Twitch, as it last learned. Read by health checks and <c>modbot doctor</c>; safe from any thread.</summary>
public sealed class TwitchHealth
{
    private TwitchStatus current = new();

    /// <summary>A snapshot; it never changes after it was read.</summary>
    public TwitchStatus Current => Volatile.Read(ref current);

    internal void Change(Func<TwitchStatus, TwitchStatus> change)
    {
        TwitchStatus seen;
        do seen = Current;
        while (Interlocked.CompareExchange(ref current, change(seen), seen) != seen);
    }

    internal void LoginWorks() => Change(s => s with { Authorised = true, LoginProblem = null });

    internal void LoginFails(string problem) => Change(s => s with { Authorised = false, LoginProblem = problem });

    internal void Connected(int session) => Change(s => s with { Sessions = s.Sessions.SetItem(session, null) });

    internal void Disconnected(int session, string problem) => Change(s => s with { Sessions = s.Sessions.SetItem(session, problem) });

    /// <summary>The session has nothing to read, and nobody misses it.</summary>
    internal void Idle(int session) => Change(s => s with { Sessions = s.Sessions.Remove(session) });

    internal string LoginOf(BroadcasterId id) => Current.Channels.FirstOrDefault(c => c.Id == id)?.Login ?? id.Value;

    internal void HelixWorks() => Change(s => s with { HelixProblem = null });

    internal void HelixFails(string problem) => Change(s => s with { HelixProblem = problem });

    internal void ChangeChannel(BroadcasterId id, Func<TwitchChannelStatus, TwitchChannelStatus> change) =>
        Change(s => s with { Channels = [.. s.Channels.Select(c => c.Id == id ? change(c) : c)] });
}

/// <summary>How the bot stands with Twitch at one moment.</summary>
public sealed record TwitchStatus
{
    /// <summary>Every session of the configured chat source that is needed is welcomed and heard from; IRC that stands in for EventSub does not count.</summary>
    public bool Connected => Sessions.Count > 0 && Sessions.Values.All(problem => problem is null);

    /// <summary>Chat is read over IRC, which tells less than EventSub.</summary>
    public bool ReadsOverIrc { get; init; }

    /// <summary>Chat is read and nothing can be done about it: there is no login that works.</summary>
    public bool OnlyWatches => ReadsOverIrc && !Authorised;

    /// <summary>The login was accepted when it was last used.</summary>
    public bool Authorised { get; init; }

    /// <summary>What is wrong with the login and what to do about it.</summary>
    public string? LoginProblem { get; init; }

    /// <summary>Why a connection is missing.</summary>
    public string? ConnectionProblem => Sessions.Values.FirstOrDefault(problem => problem is not null);

    /// <summary>Why the channels cannot be looked up, or that there are none.</summary>
    public string? RosterProblem { get; init; }

    /// <summary>By number, what is wrong with each session; null for one that is well.</summary>
    internal ImmutableSortedDictionary<int, string?> Sessions { get; init; } = ImmutableSortedDictionary<int, string?>.Empty;

    /// <summary>Why calls to Twitch's API are held back.</summary>
    public string? HelixProblem { get; init; }

    public ImmutableArray<TwitchChannelStatus> Channels { get; init; } = [];

    /// <summary>Connected, authorised where that is needed, Helix works, and every channel is read. Twitch's own holds are optional and only reported.</summary>
    public bool IsHealthy => Connected && (Authorised || ReadsOverIrc) && HelixProblem is null && Channels.All(c => c.ReadsChat);

    /// <summary>Everything that is wrong, one sentence each, the worst first.</summary>
    public ImmutableArray<string> Problems =>
    [
        .. new[] { LoginProblem, RosterProblem, ConnectionProblem, HelixProblem }.OfType<string>(),
        .. Channels.SelectMany(c => c.Problems.Values.Select(p => $"{c.Login}: {p}")),
    ];
}

/// <summary>How the bot stands in one channel.</summary>
/// <param name="Id">Null when Twitch knows no such login.</param>
public sealed record TwitchChannelStatus(string Login, BroadcasterId? Id)
{
    /// <summary>Chat messages of this channel arrive.</summary>
    public bool ReadsChat => Live.Contains(EventTypes.ChatMessage);

    /// <summary>Messages that Twitch's AutoMod holds arrive, and so do the decisions about them.</summary>
    public bool SeesTwitchHolds => Live.Contains(EventTypes.AutomodHold) && Live.Contains(EventTypes.AutomodUpdate);

    /// <summary>What other moderators do arrives.</summary>
    public bool SeesModerators => Live.Contains(EventTypes.Moderate);

    /// <summary>What does not work, by subscription type.</summary>
    public ImmutableDictionary<string, string> Problems { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The subscription types that are live.</summary>
    internal ImmutableHashSet<string> Live { get; init; } = [];

    internal static ImmutableDictionary<string, string> Problem(string about, string text) => ImmutableDictionary<string, string>.Empty.SetItem(about, text);
}

using System.Collections.Immutable;
using ModBot.Messages;

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

    internal void Connected() => Change(s => s with { Connected = true, ConnectionProblem = null });

    internal void Disconnected(string problem) => Change(s => s with { Connected = false, ConnectionProblem = problem });

    internal void ChangeChannel(BroadcasterId id, Func<TwitchChannelStatus, TwitchChannelStatus> change) =>
        Change(s => s with { Channels = [.. s.Channels.Select(c => c.Id == id ? change(c) : c)] });
}

/// <summary>How the bot stands with Twitch at one moment.</summary>
public sealed record TwitchStatus
{
    /// <summary>A session of the configured chat source is welcomed and heard from. False while IRC only stands in for EventSub.</summary>
    public bool Connected { get; init; }

    /// <summary>Chat is read over IRC, which tells less than EventSub.</summary>
    public bool ReadsOverIrc { get; init; }

    /// <summary>Chat is read and nothing can be done about it: there is no login that works.</summary>
    public bool OnlyWatches => ReadsOverIrc && !Authorised;

    /// <summary>The login was accepted when it was last used.</summary>
    public bool Authorised { get; init; }

    /// <summary>What is wrong with the login and what to do about it.</summary>
    public string? LoginProblem { get; init; }

    /// <summary>Why there is no connection.</summary>
    public string? ConnectionProblem { get; init; }

    public ImmutableArray<TwitchChannelStatus> Channels { get; init; } = [];

    /// <summary>Connected, authorised where that is needed, and every channel is read. Twitch's own holds are optional and only reported.</summary>
    public bool IsHealthy => Connected && (Authorised || ReadsOverIrc) && Channels.All(c => c.ReadsChat);

    /// <summary>Everything that is wrong, one sentence each, the worst first.</summary>
    public ImmutableArray<string> Problems =>
    [
        .. new[] { LoginProblem, ConnectionProblem }.OfType<string>(),
        .. Channels.SelectMany(c => c.Problems.Values.Select(p => $"{c.Login}: {p}")),
    ];
}

/// <summary>How the bot stands in one channel.</summary>
/// <param name="Id">Null when Twitch knows no such login.</param>
public sealed record TwitchChannelStatus(string Login, BroadcasterId? Id)
{
    /// <summary>Chat messages of this channel arrive.</summary>
    public bool ReadsChat { get; init; }

    /// <summary>Messages that Twitch's AutoMod holds arrive, and so do the decisions about them.</summary>
    public bool SeesTwitchHolds => Id is not null && HoldTypes == 2;

    /// <summary>What does not work, by subscription type.</summary>
    public ImmutableDictionary<string, string> Problems { get; init; } = ImmutableDictionary<string, string>.Empty;

    internal int HoldTypes { get; init; }

    internal static ImmutableDictionary<string, string> Problem(string about, string text) => ImmutableDictionary<string, string>.Empty.SetItem(about, text);
}

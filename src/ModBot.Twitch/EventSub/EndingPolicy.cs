namespace ModBot.Twitch.EventSub;

/// <summary>Sorts every way in which a connection can end. Pure.</summary>
internal static class EndingPolicy
{
    public static Continuation After(Ending ending) => ending switch
    {
        Ending.Notice { Url: { } text } when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "wss" or "ws" => new Continuation.ReconnectTo(url),
        Ending.NoLogin dead => new Continuation.GiveUp(dead.Problem),
        // Every close code, 4007 (invalid reconnect) included: only a fresh session helps, and it may come at once. What differs is the reason that is counted.
        _ => new Continuation.StartAfresh(),
    };

    /// <summary>A word from a closed set, for metrics and logs.</summary>
    public static string Reason(Ending ending) => ending switch
    {
        Ending.Notice => "notice",
        Ending.Silent => "silent",
        Ending.Broken => "broken",
        Ending.NothingToRead => "nothing_to_read",
        Ending.NoLogin => "no_login",
        Ending.Closed { Code: 4000 } => "server_error",
        Ending.Closed { Code: 4001 } => "inbound_traffic",
        Ending.Closed { Code: 4002 } => "ping_pong",
        Ending.Closed { Code: 4003 } => "unused",
        Ending.Closed { Code: 4004 } => "grace_expired",
        Ending.Closed { Code: 4005 } => "network_timeout",
        Ending.Closed { Code: 4006 } => "network_error",
        Ending.Closed { Code: 4007 } => "invalid_reconnect",
        Ending.Closed { Code: 1000 or 1001 } => "closed",
        Ending.Closed { Code: 1006 } => "cut",
        _ => "other",
    };

    /// <summary>One sentence for people.</summary>
    public static string Explain(Ending ending) => ending switch
    {
        Ending.Notice => "Twitch asked for a reconnect.",
        Ending.Silent => "Twitch went silent.",
        Ending.Broken broken => $"The connection failed: {broken.Exception.Message}",
        Ending.NothingToRead nothing => nothing.Problem,
        Ending.NoLogin dead => dead.Problem,
        Ending.Closed closed => $"Twitch closed the connection ({closed.Code}, {Reason(closed)}).",
        _ => Reason(ending),
    };
}

namespace ModBot.Twitch.EventSub;

/// <summary>Why a connection is not, or will not be, the one we read: a closed family.</summary>
internal abstract record Ending
{
    private Ending()
    {
    }

    /// <summary>Twitch announced that it will close the connection, and where to go instead.</summary>
    public sealed record Notice(string? Url) : Ending;

    /// <summary>The WebSocket was closed; 1006 when without a close frame.</summary>
    public sealed record Closed(int Code) : Ending;

    /// <summary>Neither event nor keepalive for too long.</summary>
    public sealed record Silent : Ending;

    /// <summary>The network failed, or could not be used from the start.</summary>
    public sealed record Broken(Exception Exception) : Ending;

    /// <summary>There is not one subscription to be had, and Twitch closes unused connections.</summary>
    public sealed record NothingToRead(string Problem) : Ending;

    /// <summary>The login is dead.</summary>
    public sealed record NoLogin(string Problem) : Ending;
}

/// <summary>What to do after an <see cref="Ending"/>.</summary>
internal abstract record Continuation
{
    private Continuation()
    {
    }

    /// <summary>Connect to exactly this URL; the subscriptions move over by themselves.</summary>
    public sealed record ReconnectTo(Uri Url) : Continuation;

    /// <summary>Wait a little, connect to the base URL and subscribe to everything again.</summary>
    public sealed record StartAfresh : Continuation;

    /// <summary>Trying again is useless until a person has changed something.</summary>
    public sealed record GiveUp(string Problem) : Continuation;
}

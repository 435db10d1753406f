using ModBot.Messages;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web.Access;

/// <summary>
/// One login at the desk: who it is, and where Twitch says that they moderate. What Twitch says is read again when it is asked for and three quarters of a minute old, so that a
/// moderator who is none any more is out within a minute. Safe from any thread.
/// </summary>
internal sealed class DeskSession
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(45);

    /// <summary>How long the last answer holds while Twitch cannot be asked: a team must be able to work on while Twitch has trouble.</summary>
    private static readonly TimeSpan LongestBlind = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly ModeratorLogin login;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private IReadOnlySet<BroadcasterId> moderated;
    private DateTimeOffset readAt;
    private DateTimeOffset askAt;
    private Task<bool>? asking;
    private bool ended;

    private DeskSession(string id, ModeratorLogin login, IReadOnlySet<BroadcasterId> moderated, TimeSpan limit, TimeProvider time)
    {
        (Id, this.login, this.moderated, this.time) = (id, login, moderated, time);
        readAt = time.GetUtcNow();
        askAt = readAt + Fresh;
        EndsAt = readAt + limit;
    }

    /// <summary>A secret: who knows it has the session.</summary>
    public string Id { get; }

    public TwitchUser User => login.User;

    public DateTimeOffset EndsAt { get; }

    /// <summary>Where Twitch said, when it was last asked, that they are a moderator.</summary>
    public IReadOnlySet<BroadcasterId> Moderated
    {
        get { lock (gate) return moderated; }
    }

    /// <summary>Begins a session; null when Twitch takes its own login back at once.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public static async Task<DeskSession?> BeginAsync(string id, ModeratorLogin login, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        await login.ReadChannelsAsync(cancellationToken) is { } moderated ? new DeskSession(id, login, moderated, limit, time) : null;

    /// <summary>Whether the session still stands; asks Twitch when it is time.</summary>
    public Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (ended || now >= EndsAt) return Task.FromResult(false);
            if (now < askAt) return Task.FromResult(true);
            return (asking ??= AskAsync()).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the session here and the login at Twitch.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be told; here it has ended all the same.</exception>
    public Task EndAsync(CancellationToken cancellationToken)
    {
        lock (gate) ended = true;
        return login.RevokeAsync(cancellationToken);
    }

    /// <summary>For everybody who waits, so nobody's giving up cancels it.</summary>
    private async Task<bool> AskAsync()
    {
        // Out of the caller's lock.
        await Task.Yield();
        IReadOnlySet<BroadcasterId>? now = null;
        var isSilent = false;
        try
        {
            now = await login.ReadChannelsAsync(CancellationToken.None);
        }
        catch (HttpRequestException)
        {
            // What Twitch said last holds for a while.
            isSilent = true;
        }
        lock (gate)
        {
            asking = null;
            var at = time.GetUtcNow();
            if (now is not null) (moderated, readAt, askAt) = (now, at, at + Fresh);
            else if (isSilent && at - readAt < LongestBlind) askAt = at + RetryAfter;
            else ended = true;
            return !ended;
        }
    }
}

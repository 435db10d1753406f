using System.Threading.Channels;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Irc;

/// <summary>One IRC connection: what it asked for, who it is, where it is, and the lines on their way to it.</summary>
internal sealed class IrcSession : IDisposable
{
    // A client this far behind is gone; Twitch drops it too.
    private const int QueueCapacity = 50_000;

    private readonly Channel<string> queue = Channel.CreateBounded<string>(QueueCapacity);
    private readonly HashSet<string> joined = new(StringComparer.Ordinal);
    private readonly List<ITimer> timers = [];
    private readonly TimeProvider time;

    public IrcSession(TimeProvider time) => this.time = time;

    /// <summary>Lines out; the reader is the transport. Complete means: close when everything is sent.</summary>
    public ChannelReader<string> Outgoing => queue.Reader;

    /// <summary>Ends the connection without another word.</summary>
    public CancellationTokenSource Cut { get; } = new();

    public bool HasTags { get; set; }

    public bool HasCommands { get; set; }

    public bool HasMembership { get; set; }

    /// <summary>The token given with PASS, until NICK uses it.</summary>
    public string? Password { get; set; }

    /// <summary>The name on the wire; null before the login. An anonymous reader is called justinfan and has no account.</summary>
    public string? Nick { get; set; }

    public SandboxUser? Account { get; set; }

    public bool MayWrite { get; set; }

    public bool AwaitsPong { get; set; }

    /// <summary>Times of the latest joins, for the limit.</summary>
    public Queue<DateTimeOffset> Joins { get; } = new();

    public string Prefix => $":{Nick}!{Nick}@{Nick}.tmi.twitch.tv";

    public bool IsIn(string broadcasterId)
    {
        lock (joined)
            return joined.Contains(broadcasterId);
    }

    public bool Enter(string broadcasterId)
    {
        lock (joined)
            return joined.Add(broadcasterId);
    }

    public bool Leave(string broadcasterId)
    {
        lock (joined)
            return joined.Remove(broadcasterId);
    }

    /// <summary>Sends a line, without the tags where the client asked for none.</summary>
    public void Send(IrcTags? tags, string line)
    {
        if (!queue.Writer.TryWrite(HasTags && tags is not null ? tags + line : line))
            queue.Writer.TryComplete();
    }

    public void Send(string line) => Send(null, line);

    /// <summary>Closes the connection after what is queued.</summary>
    public void Close() => queue.Writer.TryComplete();

    /// <summary>Does something later, once or again and again, unless the session has ended by then.</summary>
    public void After(TimeSpan delay, Action act, bool repeat = false)
    {
        lock (timers)
            timers.Add(time.CreateTimer(_ => act(), null, delay, repeat ? delay : Timeout.InfiniteTimeSpan));
    }

    public void Dispose()
    {
        Close();
        lock (timers)
        {
            foreach (var timer in timers)
                timer.Dispose();
            timers.Clear();
        }
    }
}

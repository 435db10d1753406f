using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests;

/// <summary>Twitch's IRC side, played by the test: it expects connections and lines, and speaks.</summary>
internal sealed class ScriptedIrc : IIrcTransport
{
    public const string Url = "wss://irc.test/";

    private readonly Channel<IrcPeer> connections = Channel.CreateUnbounded<IrcPeer>();

    /// <summary>Fails the next attempts to connect, one for each.</summary>
    public ConcurrentQueue<Exception> Refusals { get; } = new();

    public bool NobodyConnects => connections.Reader.Count == 0;

    public async Task<IrcPeer> ExpectConnectAsync() => await connections.Reader.ReadAsync().AsTask().WaitAsync(TestBed.Guard);

    public Task<IIrcConnection> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        Assert.Equal(Url, url.ToString());
        if (Refusals.TryDequeue(out var refusal)) throw refusal;
        var peer = new IrcPeer();
        connections.Writer.TryWrite(peer);
        return Task.FromResult<IIrcConnection>(peer);
    }
}

/// <summary>One connection as Twitch sees it.</summary>
internal sealed class IrcPeer : IIrcConnection
{
    private readonly Channel<Received> wire = Channel.CreateUnbounded<Received>();
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it does what every server does; such pings are then not among the lines.</summary>
    public bool AnswersPings { get; set; } = true;

    public bool IsLeft => left.Task.IsCompleted;

    public Task ExpectLeaveAsync() => left.Task.WaitAsync(TestBed.Guard);

    public bool HasLine => lines.Reader.Count > 0;

    public Task<string> NextLineAsync() => lines.Reader.ReadAsync().AsTask();

    public async Task ExpectAsync(params string[] expected)
    {
        foreach (var line in expected) Assert.Equal(line, await NextLineAsync().WaitAsync(TestBed.Guard));
    }

    /// <summary>Each line in a frame of its own.</summary>
    public void Send(params string[] said)
    {
        foreach (var line in said) SendFrame(line + "\r\n");
    }

    public void SendFrame(string frame) => SendFrame(Encoding.UTF8.GetBytes(frame));

    public void SendFrame(byte[] frame) => wire.Writer.TryWrite(new Received.Text(frame));

    public void SendTooLarge() => wire.Writer.TryWrite(new Received.TooLarge(2_000_000));

    public void Close() => wire.Writer.TryWrite(new Received.Over(new Ending.Closed(1000)));

    public void Cut() => wire.Writer.TryComplete(new IOException("Connection reset by peer."));

    public void Chat(string id, string text = "hi", string channel = "pixelharbor", string room = "810000001") => Send(
        $"@badges=;display-name=MossyOtter;emotes=;id={id};room-id={room};tmi-sent-ts=1788459700118;user-id=810000004 :mossyotter!mossyotter@mossyotter.tmi.twitch.tv PRIVMSG #{channel} :{text}");

    public void Room(string channel = "pixelharbor", string id = "810000001") => Send($"@emote-only=0;room-id={id};slow=0 :tmi.twitch.tv ROOMSTATE #{channel}");

    async ValueTask<Received> IIrcConnection.ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await wire.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw e.InnerException ?? e;
        }
    }

    Task IIrcConnection.SendAsync(string text, CancellationToken cancellationToken)
    {
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (AnswersPings && line.StartsWith("PING", StringComparison.Ordinal)) Send(":tmi.twitch.tv PONG tmi.twitch.tv :modbot");
            else lines.Writer.TryWrite(line);
        }
        return Task.CompletedTask;
    }

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        left.TrySetResult();
        return ValueTask.CompletedTask;
    }
}

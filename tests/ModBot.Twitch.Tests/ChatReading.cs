using System.Threading.Channels;
using ModBot.Messages;

namespace ModBot.Twitch.Tests;

/// <summary>A reader of a chat source that a test asks for one event after the other.</summary>
internal sealed class ChatReading : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<ChatEvent> events = Channel.CreateUnbounded<ChatEvent>();
    private readonly Task reading;

    public ChatReading(IChatSource source) => reading = Task.Run(async () =>
    {
        try
        {
            await foreach (var e in source.ReadAsync(stop.Token)) await events.Writer.WriteAsync(e);
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
        catch (Exception e)
        {
            events.Writer.Complete(e);
            throw;
        }
    });

    public async Task<ChatEvent> NextAsync() => await events.Reader.ReadAsync().AsTask().WaitAsync(TestBed.Guard);

    public async Task<string> NextIdAsync() => ((ChatEvent.Posted)await NextAsync()).Message.Id.Value;

    public bool IsEmpty => events.Reader.Count == 0;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading.WaitAsync(TestBed.Guard);
        stop.Dispose();
    }
}

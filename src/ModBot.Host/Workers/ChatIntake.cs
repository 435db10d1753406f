using System.Collections.Concurrent;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Messages;
using ModBot.Review;

namespace ModBot.Host.Workers;

/// <summary>
/// Reads a chat source into the pipeline. Messages start in the order of arrival and finish concurrently; when too many are unfinished, reading waits, so nothing piles up without bound and nothing
/// is dropped here.
/// </summary>
internal sealed partial class ChatIntake(Pipeline pipeline, ReviewDesk desk, IntakeMetrics metrics, TimeProvider time, ILogger<ChatIntake> logger, ChatCommandHandler? commands = null) : IDisposable
{
    private const int MaxUnfinished = 1024;

    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim slots = new(MaxUnfinished);
    private readonly ConcurrentDictionary<MessageId, Task> adopted = new();

    /// <summary>Runs until the source ends or <paramref name="stop"/> is cancelled; then lets unfinished messages finish, which <paramref name="abandon"/> cuts short.</summary>
    /// <param name="self">ModBot's own account, whose messages EventSub echoes; null where there is none.</param>
    public async Task RunAsync(IChatSource source, ChatterId? self, CancellationToken stop, CancellationToken abandon)
    {
        try
        {
            await foreach (var chatEvent in source.ReadAsync(stop)) await TakeAsync(chatEvent, self, abandon);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop reading; what was read is finished below.
        }
        await DrainAsync();
    }

    public void Dispose() => slots.Dispose();

    private async Task TakeAsync(ChatEvent chatEvent, ChatterId? self, CancellationToken abandon)
    {
        switch (chatEvent)
        {
            case ChatEvent.Posted { Message: var message } when message.IsForeign || message.Chatter.Id == self:
                metrics.Ignored(message.IsForeign ? "foreign" : "self");
                break;
            case ChatEvent.Posted { Message: var message }:
                await StartAsync(() => pipeline.HandleAsync(message, abandon), message.Id, abandon);
                commands?.Offer(message);
                break;
            case ChatEvent.HeldByTwitch held:
                await StartAsync(() => AdoptAsync(held, abandon), held.Message.Id, abandon);
                break;
            case ChatEvent.TwitchHoldClosed closed:
                await StartAsync(() => CloseAsync(closed, abandon), closed.Message, abandon, isMessage: false);
                break;
            case ChatEvent.ChannelNews news:
                LogNews(news.Broadcaster, news.Kind, news.By?.Id, news.About?.Id);
                break;
            case ChatEvent.MessageDeleted or ChatEvent.ChatCleared or ChatEvent.ChatterMessagesCleared or ChatEvent.ModeratorActed:
                break;
            default:
                throw new System.Diagnostics.UnreachableException(chatEvent.GetType().Name);
        }
    }

    private Task<MessageOutcome> AdoptAsync(ChatEvent.HeldByTwitch held, CancellationToken abandon)
    {
        var adopting = pipeline.HandleAsync(held, abandon);
        adopted[held.Message.Id] = adopting;
        adopting.ContinueWith(_ => adopted.TryRemove(held.Message.Id, out Task? _), TaskScheduler.Default);
        return adopting;
    }

    /// <summary>Twitch may close a hold while we still score it, or while the store is away: its end waits for its beginning, and for the store.</summary>
    private async Task<ReviewResult> CloseAsync(ChatEvent.TwitchHoldClosed closed, CancellationToken abandon)
    {
        if (adopted.TryGetValue(closed.Message, out var adopting)) await adopting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (true)
        {
            try
            {
                return await desk.CloseOnTwitchAsync(closed, abandon);
            }
            catch (HoldStoreUnavailableException)
            {
                await Task.Delay(StoreRetry, time, abandon);
            }
        }
    }

    /// <summary>Starts at once on this thread, which keeps the order; waits only for a free slot.</summary>
    private async Task StartAsync<T>(Func<Task<T>> handle, MessageId message, CancellationToken abandon, bool isMessage = true)
    {
        await slots.WaitAsync(abandon);
        if (isMessage) metrics.Received();
        _ = FinishAsync(handle(), message, isMessage);
    }

    private async Task FinishAsync<T>(Task<T> handling, MessageId message, bool isMessage)
    {
        try
        {
            await handling;
        }
        catch (Exception e)
        {
            // The message has no end state: counted as lost, and said.
            if (isMessage) metrics.Lost();
            if (e is OperationCanceledException) LogAbandoned(message);
            else LogLost(message, e);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task DrainAsync()
    {
        // All slots free means nothing is unfinished. Those that end by cancellation free theirs too.
        for (var i = 0; i < MaxUnfinished; i++) await slots.WaitAsync(CancellationToken.None);
        slots.Release(MaxUnfinished);
    }

    [LoggerMessage(LogLevel.Debug, "Channel {Broadcaster}: {Kind} (by {By}, about {About})")]
    private partial void LogNews(BroadcasterId broadcaster, ChannelNewsKind kind, ChatterId? by, ChatterId? about);

    [LoggerMessage(LogLevel.Error, "Message {Message} was lost on the way")]
    private partial void LogLost(MessageId message, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Message {Message} was abandoned at shutdown")]
    private partial void LogAbandoned(MessageId message);
}

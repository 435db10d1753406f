using System.Collections.Concurrent;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Messages;
using ModBot.Review;
using ModBot.Shield;

namespace ModBot.Host.Workers;

/// <summary>
/// Reads a chat source into the pipeline. Messages start in the order of arrival and finish concurrently; when too many are unfinished, reading waits, so nothing piles up without bound and nothing
/// is dropped here.
/// </summary>
internal sealed partial class ChatIntake(Pipeline pipeline, TwitchRulings rulings, IntakeMetrics metrics, TimeProvider time, ILogger<ChatIntake> logger, ChatCommandHandler? commands = null, ChatTally? tally = null, ShieldNews? shieldNews = null) : IDisposable
{
    private const int MaxUnfinished = 1024;

    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim slots = new(MaxUnfinished);
    private readonly ConcurrentDictionary<MessageId, Unfinished> unfinished = new();

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
                await StartAsync(message, () => pipeline.HandleAsync(message, abandon), abandon);
                commands?.Offer(message);
                break;
            case ChatEvent.HeldByTwitch held:
                await StartAsync(held.Message, () => pipeline.HandleAsync(held, abandon), abandon);
                break;
            case ChatEvent.TwitchHoldClosed { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.MessageDeleted { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.ChatCleared { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.ChatterMessagesCleared { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.ModeratorActed { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.UnbanRequested { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.UnbanRequestResolved { Broadcaster: var broadcaster }:
                await RuleAsync(broadcaster, chatEvent, self, abandon);
                break;
            case ChatEvent.ChannelNews news:
                LogNews(news.Broadcaster, news.Kind, news.By?.Id, news.About?.Id);
                tally?.Note(news);
                shieldNews?.Hear(news, self);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(chatEvent.GetType().Name);
        }
    }

    /// <summary>Starts at once on this thread, which keeps the order; waits only for a free slot.</summary>
    private async Task StartAsync(ChatMessage message, Func<Task<MessageOutcome>> handle, CancellationToken abandon)
    {
        await slots.WaitAsync(abandon);
        metrics.Received();
        var handling = new Unfinished(message.Broadcaster, handle());
        unfinished[message.Id] = handling;
        _ = FinishAsync(message.Id, handling);
    }

    private async Task FinishAsync(MessageId message, Unfinished handling)
    {
        try
        {
            var outcome = await handling.Task;
            tally?.Count(handling.Broadcaster, outcome.Decision);
        }
        catch (Exception e)
        {
            // The message has no end state: counted as lost, and said.
            metrics.Lost();
            if (e is OperationCanceledException) LogAbandoned(message);
            else LogLost(message, e);
        }
        finally
        {
            unfinished.TryRemove(KeyValuePair.Create(message, handling));
            slots.Release();
        }
    }

    /// <summary>What somebody did on Twitch waits for the messages that came before it, which may still be on their way to being held.</summary>
    private async Task RuleAsync(BroadcasterId broadcaster, ChatEvent chatEvent, ChatterId? self, CancellationToken abandon)
    {
        await slots.WaitAsync(abandon);
        Task[] before = [.. unfinished.Values.Where(handling => handling.Broadcaster == broadcaster).Select(handling => handling.Task)];
        _ = ApplyAsync(broadcaster, chatEvent, self, before, abandon);
    }

    private async Task ApplyAsync(BroadcasterId broadcaster, ChatEvent chatEvent, ChatterId? self, Task[] before, CancellationToken abandon)
    {
        try
        {
            await Task.WhenAll(before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (!await TryApplyAsync(chatEvent, self, abandon)) await Task.Delay(StoreRetry, time, abandon);
        }
        catch (Exception e)
        {
            var kind = chatEvent.GetType().Name;
            if (e is OperationCanceledException) LogUnapplied(kind, broadcaster);
            else LogNotApplied(kind, broadcaster, e);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<bool> TryApplyAsync(ChatEvent chatEvent, ChatterId? self, CancellationToken abandon)
    {
        try
        {
            await rulings.ApplyAsync(chatEvent, self, abandon);
            return true;
        }
        catch (HoldStoreUnavailableException)
        {
            // Readiness says so; the event waits for the store.
            return false;
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

    private sealed record Unfinished(BroadcasterId Broadcaster, Task<MessageOutcome> Task);

    [LoggerMessage(LogLevel.Error, "{Event} in {Broadcaster} could not be applied to its holds")]
    private partial void LogNotApplied(string @event, BroadcasterId broadcaster, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Event} in {Broadcaster} was not applied before shutdown")]
    private partial void LogUnapplied(string @event, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Error, "Message {Message} was lost on the way")]
    private partial void LogLost(MessageId message, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Message {Message} was abandoned at shutdown")]
    private partial void LogAbandoned(MessageId message);
}

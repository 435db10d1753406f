using System.Runtime.CompilerServices;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Pages;

/// <summary>What one person on the chat page sees of a channel, as it happens. Viewers see a message after the chat delay, if at all.</summary>
internal sealed class ChatPageFeed(SandboxChat chat, TimeProvider time, string channel, string user)
{
    private const int Backlog = 150;

    private readonly string broadcasterId = chat.FindUser(channel)!.Id;
    private readonly string userId = chat.FindUser(user)!.Id;
    private readonly bool isModerator = chat.RoleOf(channel, user).CanModerate;
    private readonly Queue<ChatMessage> delayed = new();

    public async IAsyncEnumerable<PageEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Following starts before the backlog is read, so nothing falls between; the page knows messages by id.
        await using var events = chat.Events.FollowAsync(cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        yield return new PageEvent("reset");
        var messages = chat.Messages(channel);
        // What still waits for a decision is shown however long ago it was held.
        foreach (var message in messages.Where((message, index) => index >= messages.Count - Backlog || message.Status == MessageStatus.Held))
        {
            if (isModerator)
                yield return Show(message);
            else if (message.Status == MessageStatus.Visible && !Delay(message))
                yield return Show(message);
        }

        var next = events.MoveNextAsync().AsTask();
        while (true)
        {
            if (delayed.TryPeek(out var oldest))
                await Task.WhenAny(next, WaitForAsync(oldest, cancellationToken));
            else
                await Task.WhenAny(next);

            while (delayed.TryPeek(out oldest) && RemainingDelay(oldest) <= TimeSpan.Zero)
            {
                delayed.Dequeue();
                if (chat.FindMessage(oldest.Id) is { Status: MessageStatus.Visible })
                    yield return Show(oldest);
            }

            if (!next.IsCompleted)
                continue;
            if (!await next)
                yield break;
            if (events.Current.Broadcaster.Id == broadcasterId && Translate(events.Current) is { } change)
                yield return change;
            next = events.MoveNextAsync().AsTask();
        }
    }

    private PageEvent? Translate(SandboxEvent happened) => happened switch
    {
        MessagePosted posted => isModerator || !Delay(posted.Message) ? Show(posted.Message) : null,
        MessageHeld held => isModerator ? Show(held.Message) : null,
        HeldMessageResolved resolved => isModerator ? Show(resolved.Message) : null,
        SuspiciousMessage { Message.Status: MessageStatus.Restricted } suspicious when isModerator => Show(suspicious.Message),
        MessageDeleted deleted => isModerator ? Show(deleted.Message) : new PageEvent("gone") { Ids = [deleted.Message.Id] },
        UserRestricted restricted => new PageEvent("gone") { Ids = restricted.RemovedMessageIds, Text = Describe(restricted) },
        ChatCleared cleared => new PageEvent("reset") { Text = isModerator ? $"{cleared.Moderator.DisplayName} cleared the chat." : "The chat was cleared." },
        RestrictionLifted lifted when isModerator => Notice($"{lifted.Moderator.DisplayName} lifted the restriction of {lifted.Restriction.User.DisplayName}."),
        UserWarned warned when isModerator || warned.User.Id == userId
            => Notice($"{warned.User.DisplayName} was warned by {warned.Moderator.DisplayName}: {warned.Reason}"),
        SettingsChanged => Notice("The chat settings changed."),
        _ => null,
    };

    private string Describe(UserRestricted restricted)
    {
        var restriction = restricted.Restriction;
        var what = restriction.EndsAt is { } end ? $"timed out for {(end - restriction.CreatedAt).TotalSeconds:0} s" : "banned";
        return isModerator ? $"{restriction.User.DisplayName} was {what} by {restriction.Moderator.DisplayName}." : "";
    }

    /// <summary>Puts a message aside when this person may not see it yet. One's own messages show at once.</summary>
    private bool Delay(ChatMessage message)
    {
        if (message.Chatter.Id == userId || RemainingDelay(message) <= TimeSpan.Zero)
            return false;
        delayed.Enqueue(message);
        return true;
    }

    private TimeSpan RemainingDelay(ChatMessage message) => message.SentAt + chat.Settings(channel).ViewerDelay - time.GetUtcNow();

    private async Task WaitForAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (RemainingDelay(message) is { Ticks: > 0 } remaining)
            await Task.Delay(remaining, time, cancellationToken);
    }

    private static PageEvent Show(ChatMessage message) => new("message") { Message = PageMessage.Of(message) };

    private static PageEvent Notice(string text) => new("notice") { Text = text };
}

using System.Collections.Concurrent;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox;

/// <summary>What the sandbox has done so far; read it at any time.</summary>
public sealed class SandboxCounters
{
    private readonly ConcurrentDictionary<string, long> postedBy = new();
    private long posted, held, deleted, notifications, helixRequests;

    /// <summary>Messages that entered chat, the bot's own and allowed ones included.</summary>
    public long MessagesPosted => Interlocked.Read(ref posted);

    /// <summary>Messages of one account that entered chat, by login.</summary>
    public long PostedBy(string login) => postedBy.GetValueOrDefault(login);

    /// <summary>Messages that AutoMod held.</summary>
    public long MessagesHeld => Interlocked.Read(ref held);

    /// <summary>Messages deleted one by one; those that a ban or timeout removed are not in it.</summary>
    public long MessagesDeleted => Interlocked.Read(ref deleted);

    /// <summary>EventSub notifications handed to a socket, duplicates included.</summary>
    public long NotificationsSent => Interlocked.Read(ref notifications);

    public long HelixRequests => Interlocked.Read(ref helixRequests);

    internal void CountNotification() => Interlocked.Increment(ref notifications);

    internal void CountHelixRequest() => Interlocked.Increment(ref helixRequests);

    internal void Count(SandboxEvent happened)
    {
        switch (happened)
        {
            case MessagePosted happening:
                postedBy.AddOrUpdate(happening.Message.Chatter.Login, 1, (_, count) => count + 1);
                Interlocked.Increment(ref posted);
                break;
            case MessageHeld:
                Interlocked.Increment(ref held);
                break;
            case MessageDeleted:
                Interlocked.Increment(ref deleted);
                break;
        }
    }
}

using System.Globalization;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Irc;

/// <summary>One line for a channel. Chat goes to everybody; the rest only to those who asked for commands.</summary>
internal sealed record IrcMessage(IrcTags Tags, string Line, bool NeedsCommands = true)
{
    /// <summary>The connection that sent the text itself: its own message does not come back.</summary>
    public IrcSession? NotFor { get; init; }
}

/// <summary>What happened, as IRC tells it.</summary>
internal static class IrcMessages
{
    public static IEnumerable<IrcMessage> Of(SandboxEvent happened) => happened switch
    {
        MessagePosted posted => [Chat(posted.Message)],
        MessageDeleted deleted => [new(Deleted(deleted), $"{Server("CLEARMSG", deleted)} :{deleted.Message.Body}")],
        UserRestricted restricted => [new(Restricted(restricted), $"{Server("CLEARCHAT", restricted)} :{restricted.Restriction.User.Login}")],
        ChatCleared cleared => [new(InRoom(cleared), Server("CLEARCHAT", cleared))],
        SettingsChanged changed => IrcRoomState.Changes(changed),
        _ => [],
    };

    public static string Server(string command, SandboxEvent happened) => $":tmi.twitch.tv {command} #{happened.Broadcaster.Login}";

    public static IrcTags InRoom(SandboxEvent happened)
        => new() { ["room-id"] = happened.Broadcaster.Id, ["tmi-sent-ts"] = IrcTags.Milliseconds(happened.At) };

    private static IrcMessage Chat(ChatMessage message)
    {
        var chatter = message.Chatter;
        var tags = IrcTags.Of(chatter, message.Role);
        tags["emotes"] = IrcTags.Emotes(message.Fragments);
        tags["first-msg"] = "0";
        tags["flags"] = "";
        tags["id"] = message.Id;
        tags["returning-chatter"] = "0";
        tags["room-id"] = message.Broadcaster.Id;
        tags["tmi-sent-ts"] = IrcTags.Milliseconds(message.SentAt);
        tags["turbo"] = "0";
        tags["user-id"] = chatter.Id;
        if (message.Role == ChatRole.Vip)
            tags["vip"] = "1";
        if (message.ReplyTo is { } parent)
            AddParent(tags, parent);

        var line = $":{chatter.Login}!{chatter.Login}@{chatter.Login}.tmi.twitch.tv PRIVMSG #{message.Broadcaster.Login} :{message.Text}";
        return new IrcMessage(tags, line, NeedsCommands: false) { NotFor = message.SentThrough as IrcSession };
    }

    private static void AddParent(IrcTags tags, ChatMessage parent)
    {
        tags["reply-parent-msg-id"] = parent.Id;
        tags["reply-parent-user-id"] = parent.Chatter.Id;
        tags["reply-parent-user-login"] = parent.Chatter.Login;
        tags["reply-parent-display-name"] = parent.Chatter.DisplayName;
        tags["reply-parent-msg-body"] = parent.Body;
        tags["reply-thread-parent-msg-id"] = parent.Id;
        tags["reply-thread-parent-user-login"] = parent.Chatter.Login;
    }

    private static IrcTags Deleted(MessageDeleted deleted)
    {
        var tags = InRoom(deleted);
        // Twitch leaves the room out here.
        tags["room-id"] = "";
        tags["login"] = deleted.Message.Chatter.Login;
        tags["target-msg-id"] = deleted.Message.Id;
        return tags;
    }

    private static IrcTags Restricted(UserRestricted restricted)
    {
        var tags = InRoom(restricted);
        tags["target-user-id"] = restricted.Restriction.User.Id;
        if (restricted.Restriction is { EndsAt: { } endsAt } timeout)
            tags["ban-duration"] = ((int)(endsAt - timeout.CreatedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return tags;
    }
}

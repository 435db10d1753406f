using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Helix;

namespace ModBot.Sandbox.Irc;

/// <summary>What a client says: login, joining, leaving, talking, pings. Everything else Twitch ignores, too.</summary>
internal sealed class IrcCommands(SandboxChat chat, IrcHub hub, IrcLogin login, ChatSendLimit sendLimit, SandboxOptions options)
{
    private const int MaxJoins = 20;
    private static readonly TimeSpan JoinWindow = TimeSpan.FromSeconds(10);

    public void Handle(IrcSession session, string text)
    {
        if (IrcLine.Parse(text) is not { } line)
            return;

        switch (line.Command)
        {
            case "CAP":
                IrcLogin.Capabilities(session, line);
                break;
            case "PASS":
                session.Password = line[0];
                break;
            case "NICK":
                login.Nick(session, line[0]);
                break;
            case "PING":
                session.Send(line.Parameters.Count == 0 ? "PONG :tmi.twitch.tv" : $":tmi.twitch.tv PONG tmi.twitch.tv :{line[0]}");
                break;
            case "PONG":
                session.AwaitsPong = false;
                break;
            case "QUIT":
                session.Close();
                break;
            case "JOIN" when session.Nick is not null:
                foreach (var channel in Channels(line))
                    Join(session, channel);
                break;
            case "PART" when session.Nick is not null:
                foreach (var channel in Channels(line))
                    Part(session, channel);
                break;
            case "PRIVMSG" when session.Nick is not null:
                Say(session, line);
                break;
        }
    }

    /// <summary>The channels named; one that does not exist gets no answer.</summary>
    private IEnumerable<SandboxUser> Channels(IrcLine line) => line[0]
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(name => chat.Broadcasters.FirstOrDefault(user => name.Equals("#" + user.Login, StringComparison.OrdinalIgnoreCase)))
        .OfType<SandboxUser>();

    private void Join(IrcSession session, SandboxUser channel)
    {
        // Joins over the limit are lost without a word.
        if (!TakeJoin(session))
            return;
        if (session.Account is { } account && chat.RestrictionOf(channel.Id, account.Id) is { IsBan: true })
        {
            Notice(session, channel, "msg_banned", "You are permanently banned from talking in this channel.");
            return;
        }

        if (!session.Enter(channel.Id))
            return;

        var nick = session.Nick!;
        session.Send($"{session.Prefix} JOIN #{channel.Login}");
        session.Send($":{nick}.tmi.twitch.tv 353 {nick} = #{channel.Login} :{nick}");
        session.Send($":{nick}.tmi.twitch.tv 366 {nick} #{channel.Login} :End of /NAMES list");
        if (session.HasCommands)
        {
            if (session.Account is not null)
                SendUserState(session, channel, null);
            var state = IrcRoomState.Full(channel, chat.Settings(channel.Id));
            session.Send(state.Tags, state.Line);
        }

        hub.TellOthers(session, channel.Id, $"{session.Prefix} JOIN #{channel.Login}");
    }

    private bool TakeJoin(IrcSession session)
    {
        var now = options.TimeProvider.GetUtcNow();
        while (session.Joins.TryPeek(out var oldest) && now - oldest >= JoinWindow)
            session.Joins.Dequeue();
        if (session.Joins.Count >= MaxJoins)
            return false;
        session.Joins.Enqueue(now);
        return true;
    }

    private void Part(IrcSession session, SandboxUser channel)
    {
        if (!session.Leave(channel.Id))
            return;
        session.Send($"{session.Prefix} PART #{channel.Login}");
        hub.TellOthers(session, channel.Id, $"{session.Prefix} PART #{channel.Login}");
    }

    private void Say(IrcSession session, IrcLine line)
    {
        if (Channels(line).FirstOrDefault() is not { } channel || session is not { Account: { } account, MayWrite: true })
            return;
        var text = line[1];
        if (text.StartsWith("\u0001ACTION ", StringComparison.Ordinal))
            text = "/me " + text["\u0001ACTION ".Length..].TrimEnd('\u0001');
        if (text.StartsWith('/') && !text.StartsWith("/me ", StringComparison.Ordinal))
        {
            Notice(session, channel, "unrecognized_cmd", $"Unrecognized command: {text.Split(' ')[0]}");
            return;
        }

        if (!sendLimit.TryTake(account.Id, channel.Id, chat.RoleOf(channel.Id, account.Id).IsPrivileged))
        {
            Notice(session, channel, "msg_ratelimit", "Your message was not sent because you are sending messages too quickly.");
            return;
        }

        switch (chat.Post(channel.Id, account.Id, text, line.Tags.GetValueOrDefault("reply-parent-msg-id"), session))
        {
            case PostResult.Posted posted:
                SendUserState(session, channel, posted.Message.Id);
                break;
            case PostResult.Held:
                Notice(session, channel, "msg_rejected", "Hey! Your message is being checked by mods and has not been sent.");
                break;
            case PostResult.Dropped dropped:
                Notice(session, channel, dropped.Code == "user_timed_out" ? "msg_timedout" : dropped.Code, dropped.Reason);
                break;
        }
    }

    private void SendUserState(IrcSession session, SandboxUser channel, string? messageId)
    {
        if (!session.HasCommands)
            return;
        var tags = IrcTags.Of(session.Account!, chat.RoleOf(channel.Id, session.Account!.Id));
        tags["emote-sets"] = "0";
        if (messageId is not null)
            tags["id"] = messageId;
        session.Send(tags, $":tmi.twitch.tv USERSTATE #{channel.Login}");
    }

    private static void Notice(IrcSession session, SandboxUser channel, string id, string text)
    {
        if (session.HasCommands)
            session.Send(new IrcTags { ["msg-id"] = id }, $":tmi.twitch.tv NOTICE #{channel.Login} :{text}");
    }
}

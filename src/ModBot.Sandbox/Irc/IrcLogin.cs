using ModBot.Sandbox.Chat;
using ModBot.Sandbox.OAuth;

namespace ModBot.Sandbox.Irc;

/// <summary>CAP, PASS and NICK.</summary>
internal sealed class IrcLogin(TokenStore tokens, SandboxChat chat)
{
    public static void Capabilities(IrcSession session, IrcLine line)
    {
        if (!line[0].Equals("REQ", StringComparison.OrdinalIgnoreCase))
            return;

        var asked = line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Any(name => name is not ("twitch.tv/tags" or "twitch.tv/commands" or "twitch.tv/membership")))
        {
            session.Send($":tmi.twitch.tv CAP * NAK :{line[1]}");
            return;
        }

        session.HasTags |= asked.Contains("twitch.tv/tags");
        session.HasCommands |= asked.Contains("twitch.tv/commands");
        session.HasMembership |= asked.Contains("twitch.tv/membership");
        session.Send($":tmi.twitch.tv CAP * ACK :{line[1]}");
    }

    /// <summary>Logs in with the token given before, or anonymously as justinfan and a number.</summary>
    public void Nick(IrcSession session, string nick)
    {
        if (session.Nick is not null)
            return;
        if (nick.StartsWith("justinfan", StringComparison.OrdinalIgnoreCase))
        {
            Welcome(session, nick.ToLowerInvariant());
            return;
        }

        if (session.Password?.StartsWith("oauth:", StringComparison.OrdinalIgnoreCase) is not true)
            Refuse(session, "Improperly formatted auth");
        else if (tokens.Find(session.Password["oauth:".Length..]) is { UserId: { } userId } token && token.Scopes.Contains("chat:read"))
        {
            // The token says who it is, whatever the name.
            session.Account = chat.FindUser(userId);
            session.MayWrite = token.Scopes.Contains("chat:edit");
            Welcome(session, session.Account!.Login);
        }
        else
            Refuse(session, "Login authentication failed");
    }

    private static void Refuse(IrcSession session, string reason)
    {
        session.Send($":tmi.twitch.tv NOTICE * :{reason}");
        session.Close();
    }

    private static void Welcome(IrcSession session, string nick)
    {
        session.Nick = nick;
        session.Password = null;
        (string Code, string Text)[] greeting =
        [
            ("001", "Welcome, GLHF!"), ("002", "Your host is tmi.twitch.tv"), ("003", "This server is rather new"), ("004", "-"),
            ("375", "-"), ("372", "You are in a maze of twisty passages, all alike."), ("376", ">"),
        ];
        foreach (var (code, text) in greeting)
            session.Send($":tmi.twitch.tv {code} {nick} :{text}");
        if (session is not { Account: { } account, HasCommands: true })
            return;

        var tags = new IrcTags
        {
            ["badge-info"] = "",
            ["badges"] = "",
            ["color"] = account.Color,
            ["display-name"] = account.DisplayName,
            ["emote-sets"] = "0",
            ["user-id"] = account.Id,
            ["user-type"] = "",
        };
        session.Send(tags, ":tmi.twitch.tv GLOBALUSERSTATE");
    }
}

using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Twitch;

namespace ModBot.Host.Web.Access;

/// <summary>Where a session may look: the bot's channels in which the role book gives the person a role with <see cref="Permissions.View"/>. Asked anew for each request.</summary>
internal sealed class DeskAccess(ChannelRoster roster, ChannelDirectory directory, ReviewDesk desk)
{
    public DeskUser UserOf(DeskSession session) => new(session.User.Id, session.User.Login, [.. ChannelsOf(session).OrderBy(channel => channel.Login, StringComparer.Ordinal)]);

    /// <summary>The bot's channel of that login, whoever asks; null where the bot is in none.</summary>
    public (string Login, BroadcasterId Id)? Find(string login) =>
        roster.Current.FirstOrDefault(channel => channel.Login.Equals(login, StringComparison.OrdinalIgnoreCase)) is { } found && IdOf(found) is { } id ? (found.Login, id) : null;

    private IEnumerable<DeskChannel> ChannelsOf(DeskSession session)
    {
        foreach (var channel in roster.Current)
        {
            if (IdOf(channel) is not { } id) continue;
            var person = new Chatter(session.User.Id, session.User.Login, session.User.DisplayName, BadgesOf(session, id));
            if (desk.RoleOf(id, person) is { } role && role.Has(Permissions.View)) yield return new DeskChannel(channel.Login, id, role, person);
        }
    }

    /// <summary>The id of a channel that only config names is known once the bot has joined it.</summary>
    private BroadcasterId? IdOf(RosterChannel channel)
    {
        if (channel.Id is { } id) return id;
        foreach (var (joined, login) in directory.Logins)
        {
            if (login == channel.Login) return joined;
        }
        return null;
    }

    /// <summary>Twitch's list does not tell leads from other moderators; who shall be lead at the desk is made so by config or <c>!mod role</c>.</summary>
    private static Badges BadgesOf(DeskSession session, BroadcasterId channel) =>
        channel == session.User.Broadcaster ? Badges.Broadcaster
        : session.Moderated.Contains(channel) ? Badges.Moderator
        : Badges.None;
}

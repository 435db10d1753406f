using System.Globalization;

namespace ModBot.Sandbox.Chat;

/// <summary>What channels do: stream, raid, share their chat, announce. Thread-safe.</summary>
public sealed class SandboxChannels
{
    private readonly ChatState state;
    private int lastStream = 43_210;

    internal SandboxChannels(ChatState state) => this.state = state;

    public bool IsLive(string channel)
    {
        lock (state.Gate)
            return state.Room(channel).Channel.StreamId is not null;
    }

    /// <summary>Starts or ends the stream; nothing happens when it is so already.</summary>
    public void SetLive(string channel, bool isLive)
    {
        lock (state.Gate)
        {
            var room = state.Room(channel);
            var running = room.Channel.StreamId;
            if (running is not null == isLive)
                return;
            room.Channel.StreamId = isLive ? (++lastStream).ToString(CultureInfo.InvariantCulture) : null;
            state.Publish(new StreamChanged(state.Now, room.Broadcaster, room.Channel.StreamId ?? running!, isLive));
        }
    }

    /// <summary>Announces a raid in the channel that sets out; it has not arrived yet.</summary>
    public void StartRaid(string from, string to, int viewers)
    {
        lock (state.Gate)
        {
            var (room, target) = (state.Room(from), state.Room(to).Broadcaster);
            room.Channel.RaidTarget = target;
            state.Publish(new RaidStarted(state.Now, room.Broadcaster, target, viewers));
        }
    }

    public void CancelRaid(string from)
    {
        lock (state.Gate)
        {
            var room = state.Room(from);
            if (room.Channel.RaidTarget is not { } target)
                return;
            room.Channel.RaidTarget = null;
            state.Publish(new RaidCanceled(state.Now, room.Broadcaster, target));
        }
    }

    /// <summary>The raiders arrive.</summary>
    public void Raid(string from, string to, int viewers)
    {
        lock (state.Gate)
        {
            var (raider, room) = (state.Room(from), state.Room(to));
            raider.Channel.RaidTarget = null;
            state.Publish(new RaidArrived(state.Now, room.Broadcaster, raider.Broadcaster, viewers));
            var text = $"{viewers} raiders from {raider.Broadcaster.DisplayName} have joined!";
            Post(room, "raid", raider.Broadcaster, text, "", viewers);
        }
    }

    /// <summary>A moderator's announcement.</summary>
    public ModerationResult Announce(string channel, string moderator, string text)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            Post(room, "announcement", actor, "", text, 0);
            return ModerationResult.Done;
        }
    }

    /// <summary>A subscriber shares how long he has been one, with a text of his own.</summary>
    public void ShareResub(string channel, string user, int months, string text)
    {
        lock (state.Gate)
        {
            var (room, chatter) = (state.Room(channel), state.User(user));
            var system = $"{chatter.DisplayName} subscribed at Tier 1. They've subscribed for {months} months!";
            Post(room, "resub", chatter, system, text, months);
        }
    }

    public SharedChat? SharedChatOf(string channel)
    {
        lock (state.Gate)
            return state.Room(channel).Channel.SharedChat;
    }

    /// <summary>Starts a shared chat, or adds channels to the host's; from then on each message appears in all of them.</summary>
    public SharedChat ShareChat(string host, params IEnumerable<string> guests)
    {
        lock (state.Gate)
        {
            var room = state.Room(host);
            var before = room.Channel.SharedChat;
            var joining = guests.Select(guest => state.Room(guest).Broadcaster).ToList();
            var session = before is null
                ? new SharedChat(Guid.NewGuid().ToString(), room.Broadcaster, [room.Broadcaster, .. joining], state.Now)
                : before with { Participants = [.. before.Participants.Union(joining)] };
            foreach (var participant in session.Participants)
            {
                state.Room(participant.Id).Channel.SharedChat = session;
                var isNew = before is null || !before.Participants.Contains(participant);
                state.Publish(new SharedChatChanged(state.Now, participant, session, isNew ? "begin" : "update"));
            }

            return session;
        }
    }

    /// <summary>Takes one channel out of its shared chat; what is left of one channel alone ends, too.</summary>
    public void LeaveSharedChat(string channel)
    {
        lock (state.Gate)
        {
            var room = state.Room(channel);
            if (room.Channel.SharedChat is not { } session)
                return;

            var left = session.Participants.Where(one => one != room.Broadcaster).ToList();
            var goesOn = left.Count > 1 && session.Host != room.Broadcaster;
            var after = session with { Participants = left };
            foreach (var participant in session.Participants)
            {
                var ends = !goesOn || participant == room.Broadcaster;
                state.Room(participant.Id).Channel.SharedChat = ends ? null : after;
                state.Publish(new SharedChatChanged(state.Now, participant, ends ? session : after, ends ? "end" : "update"));
            }
        }
    }

    private void Post(ChatRoom room, string kind, SandboxUser chatter, string systemText, string text, int count)
    {
        var fragments = text.Length == 0 ? [] : Fragmenter.Cut(text, state.Users.Find, []);
        var notice = new ChatNotice(Guid.NewGuid().ToString(), kind, room.Broadcaster, chatter, room.RoleOf(chatter), systemText, fragments, count);
        state.Publish(new NoticePosted(state.Now, notice));
    }
}

using System.Globalization;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Irc;

/// <summary>From lines of IRC to events, so that nobody behind it can tell which of the two Twitch spoke. Pure.</summary>
internal static class IrcMapping
{
    /// <summary>The event, or null when the line is about none.</summary>
    /// <param name="line">A line whose command is one of <c>PRIVMSG</c>, <c>USERNOTICE</c>, <c>CLEARMSG</c> and <c>CLEARCHAT</c>.</param>
    /// <param name="room">The id of the line's channel, which <c>CLEARMSG</c> leaves out.</param>
    /// <param name="now">When the line came, for lines that do not say when they were sent.</param>
    /// <exception cref="FormatException">The line lacks what it is worthless without.</exception>
    public static ChatEvent? Map(in IrcLine line, BroadcasterId? room, DateTimeOffset now) => line.Command switch
    {
        "PRIVMSG" => Posted(line, room, line.Login, now),
        "USERNOTICE" => Notified(line, room, now),
        "CLEARMSG" => new ChatEvent.MessageDeleted(Room(line, room), new MessageId(Required(line, "target-msg-id")), null),
        "CLEARCHAT" when line.Text.IsEmpty => new ChatEvent.ChatCleared(Room(line, room)),
        "CLEARCHAT" => new ChatEvent.ChatterMessagesCleared(Room(line, room), EventMapping.Person(Required(line, "target-user-id"), line.Text.ToString(), null)),
        _ => null,
    };

    private static ChatEvent.Posted Posted(in IrcLine line, BroadcasterId? room, ReadOnlySpan<char> login, DateTimeOffset now)
    {
        var text = IrcMessageText.Unwrap(line.Text);
        return new ChatEvent.Posted(new ChatMessage
        {
            Id = new MessageId(Required(line, "id")),
            Broadcaster = Room(line, room),
            Chatter = EventMapping.Person(Required(line, "user-id"), login.ToString(), line.TagText("display-name"), BadgesOf(line.Tag("badges"))),
            Text = text.ToString(),
            Fragments = IrcMessageText.Fragments(text, line.Tag("emotes"), line.Tag("bits")),
            SentAt = SentAt(line.Tag("tmi-sent-ts"), now),
            IsAction = IrcMessageText.IsAction(line.Text),
            IsFirst = line.Tag("first-msg") is "1",
            Source = line.TagText("source-room-id") is { } source ? new BroadcasterId(source) : null,
        });
    }

    /// <summary>People write beside their resubs, announcements and watch streaks, and viewers read it like any message.</summary>
    private static ChatEvent? Notified(in IrcLine line, BroadcasterId? room, DateTimeOffset now)
    {
        if (!line.Text.IsEmpty) return Posted(line, room, line.Tag("login"), now);
        return line.Tag("msg-id") is "raid"
            ? new ChatEvent.ChannelNews(Room(line, room), ChannelNewsKind.Raid, null, EventMapping.Person(Required(line, "user-id"), line.TagText("login"), line.TagText("display-name")))
            : null;
    }

    private static BroadcasterId Room(in IrcLine line, BroadcasterId? room)
    {
        var said = line.Tag("room-id");
        if (room is { } known && (said.IsEmpty || said.SequenceEqual(known.Value))) return known;
        return said.IsEmpty ? throw new FormatException("A line of a channel that was not joined.") : new BroadcasterId(said.ToString());
    }

    private static string Required(in IrcLine line, string tag) => line.TagText(tag) ?? throw new FormatException($"{line.Command} without {tag}.");

    private static DateTimeOffset SentAt(ReadOnlySpan<char> milliseconds, DateTimeOffset now) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && sent <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(sent)
            : now;

    /// <summary>The tag is <c>set/version,set/version</c>.</summary>
    private static Badges BadgesOf(ReadOnlySpan<char> badges)
    {
        var all = Badges.None;
        foreach (var range in badges.Split(','))
        {
            var badge = badges[range];
            all |= EventMapping.BadgeOf(badge.IndexOf('/') is >= 0 and var end ? badge[..end] : badge);
        }
        return all;
    }
}

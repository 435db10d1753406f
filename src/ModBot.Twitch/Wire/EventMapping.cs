using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModBot.Messages;

namespace ModBot.Twitch.Wire;

/// <summary>From Twitch's events to ours.</summary>
internal static class EventMapping
{
    private const string ActionStart = "\u0001ACTION ";

    /// <summary>The event, or null when ModBot does not read this type, or has no use for what it says.</summary>
    /// <exception cref="JsonException">The event lacks what it is worthless without.</exception>
    public static ChatEvent? Map(string? type, string? version, JsonElement? body, DateTimeOffset sentAt) => type switch
    {
        null => null,
        _ when version != EventTypes.VersionOf(type) => null,
        EventTypes.ChatMessage => Posted(Read(body, TwitchJson.Default.ChatMessageEvent), sentAt),
        EventTypes.ChatNotification => Notified(Read(body, TwitchJson.Default.ChatNotificationEvent), sentAt),
        EventTypes.AutomodHold => Held(Read(body, TwitchJson.Default.AutomodHoldEvent), sentAt),
        EventTypes.AutomodUpdate => Closed(Read(body, TwitchJson.Default.AutomodUpdateEvent)),
        EventTypes.MessageDelete => ModerationMapping.Deleted(Read(body, TwitchJson.Default.MessageDeleteEvent)),
        EventTypes.ClearUserMessages => ModerationMapping.Cleared(Read(body, TwitchJson.Default.ClearUserMessagesEvent)),
        EventTypes.ChatClear => ModerationMapping.Cleared(Read(body, TwitchJson.Default.ChannelEvent)),
        EventTypes.Moderate => ModerationMapping.Acted(Read(body, TwitchJson.Default.ModerateEvent)),
        EventTypes.UnbanRequestCreate => ModerationMapping.Asked(Read(body, TwitchJson.Default.UnbanRequestEvent), sentAt),
        EventTypes.UnbanRequestResolve => ModerationMapping.Answered(Read(body, TwitchJson.Default.UnbanRequestEvent)),
        _ when ModerationMapping.NewsOf(type) is { } kind => ModerationMapping.News(Read(body, TwitchJson.Default.ChannelEvent), kind),
        _ => null,
    };

    public static Chatter Person(string id, string? login, string? name, Badges badges = Badges.None)
    {
        var known = string.IsNullOrEmpty(login) ? id : login;
        return new Chatter(new ChatterId(id), known, string.IsNullOrEmpty(name) ? known : name, badges);
    }

    /// <summary>The role that a set of badges stands for.</summary>
    public static Badges BadgeOf(ReadOnlySpan<char> set) => set switch
    {
        "broadcaster" => Badges.Broadcaster,
        "moderator" => Badges.Moderator,
        "lead_moderator" => Badges.LeadModerator,
        "vip" => Badges.Vip,
        "subscriber" or "founder" => Badges.Subscriber,
        _ => Badges.None,
    };

    private static T Read<T>(JsonElement? body, JsonTypeInfo<T> type) where T : class =>
        body is { ValueKind: JsonValueKind.Object } json && json.Deserialize(type) is { } read
            ? read
            : throw new JsonException($"A notification without a readable {typeof(T).Name}.");

    private static ChatEvent.Posted Posted(ChatMessageEvent e, DateTimeOffset sentAt)
    {
        var (text, fragments, _) = Assemble(e.Message);
        return new ChatEvent.Posted(new ChatMessage
        {
            Id = new MessageId(e.MessageId),
            Broadcaster = new BroadcasterId(e.BroadcasterUserId),
            Chatter = Person(e.ChatterUserId, e.ChatterUserLogin, e.ChatterUserName, BadgesOf(e.Badges)),
            Text = text,
            Fragments = fragments,
            SentAt = sentAt,
            IsAction = IsAction(e.Message),
            IsFirst = e.MessageType == "user_intro",
            Source = string.IsNullOrEmpty(e.SourceBroadcasterUserId) ? null : new BroadcasterId(e.SourceBroadcasterUserId),
        });
    }

    /// <summary>People write beside their resubs, announcements and watch streaks, and viewers read it like any message.</summary>
    private static ChatEvent? Notified(ChatNotificationEvent e, DateTimeOffset sentAt)
    {
        if (e.Message is { } message && (message.Text.Length > 0 || message.Fragments is { Length: > 0 }))
        {
            return Posted(new ChatMessageEvent(e.BroadcasterUserId, e.ChatterUserId, e.MessageId, message, e.ChatterUserLogin, e.ChatterUserName, e.SourceBroadcasterUserId, e.Badges), sentAt);
        }
        // The same as channel.raid says, but without its cost.
        return e.NoticeType == "raid"
            ? new ChatEvent.ChannelNews(new BroadcasterId(e.BroadcasterUserId), ChannelNewsKind.Raid, null, Person(e.ChatterUserId, e.ChatterUserLogin, e.ChatterUserName))
            : null;
    }

    private static ChatEvent.HeldByTwitch Held(AutomodHoldEvent e, DateTimeOffset sentAt)
    {
        var (text, fragments, borders) = Assemble(e.Message);
        var message = new ChatMessage
        {
            Id = new MessageId(e.MessageId),
            Broadcaster = new BroadcasterId(e.BroadcasterUserId),
            Chatter = Person(e.UserId, e.UserLogin, e.UserName),
            Text = text,
            Fragments = fragments,
            SentAt = sentAt,
        };
        var boundaries = (e.Automod?.Boundaries ?? []).Concat((e.BlockedTerm?.TermsFound ?? []).Select(t => t?.Boundary)).OfType<Boundary>();
        var spans = BoundarySpans.Place(text, boundaries, borders);
        return new ChatEvent.HeldByTwitch(message, new TwitchHold(e.Reason ?? "unknown", e.Automod?.Category, e.Automod?.Level, spans));
    }

    private static ChatEvent.TwitchHoldClosed Closed(AutomodUpdateEvent e)
    {
        var by = string.IsNullOrEmpty(e.ModeratorUserId) ? null : Person(e.ModeratorUserId, e.ModeratorUserLogin, e.ModeratorUserName);
        return new ChatEvent.TwitchHoldClosed(new BroadcasterId(e.BroadcasterUserId), new MessageId(e.MessageId), OutcomeOf(e.Status), by);
    }

    // Twitch's documents print "Approved", its events "approved".
    private static TwitchHoldOutcome OutcomeOf(string? status) => status?.ToUpperInvariant() switch
    {
        "APPROVED" => TwitchHoldOutcome.Allowed,
        "DENIED" => TwitchHoldOutcome.Denied,
        _ => TwitchHoldOutcome.Lapsed,
    };

    private static Badges BadgesOf(BadgeInfo?[]? badges) => (badges ?? []).Aggregate(Badges.None, (all, badge) => all | BadgeOf(badge?.SetId));

    /// <summary>The fragments joined: unlike <c>message.text</c> they carry no <c>/me</c> wrapper.</summary>
    private static (string Text, ImmutableArray<Fragment> Fragments, HashSet<int> Borders) Assemble(MessageBody body)
    {
        var text = new StringBuilder();
        var fragments = ImmutableArray.CreateBuilder<Fragment>();
        HashSet<int> borders = [0];
        foreach (var part in (body.Fragments ?? []).OfType<MessageFragment>())
        {
            if (KindOf(part.Type) is { } kind) fragments.Add(new Fragment(kind, text.Length, part.Text.Length));
            text.Append(part.Text);
            borders.Add(text.Length);
        }
        return text.Length > 0 ? (text.ToString(), fragments.ToImmutable(), borders) : (Unwrap(body.Text), [], [0]);
    }

    private static FragmentKind? KindOf(string? type) => type switch
    {
        "emote" => FragmentKind.Emote,
        "cheermote" => FragmentKind.Cheermote,
        "mention" => FragmentKind.Mention,
        _ => null,
    };

    private static bool IsAction(MessageBody body) => body.Text.StartsWith(ActionStart, StringComparison.Ordinal);

    private static string Unwrap(string text) =>
        text.StartsWith(ActionStart, StringComparison.Ordinal) ? text[ActionStart.Length..].TrimEnd('\u0001') : text;
}

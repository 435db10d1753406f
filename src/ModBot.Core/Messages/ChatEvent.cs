using System.Collections.Immutable;

namespace ModBot.Messages;

/// <summary>What a chat source tells: a closed family, switched on by the one who reads it.</summary>
public abstract record ChatEvent
{
    private ChatEvent()
    {
    }

    /// <summary>A message was posted; everyone in the channel sees it, or will after the channel's chat delay.</summary>
    public sealed record Posted(ChatMessage Message) : ChatEvent;

    /// <summary>Twitch's AutoMod held a message before anyone saw it.</summary>
    public sealed record HeldByTwitch(ChatMessage Message, TwitchHold Hold) : ChatEvent;

    /// <summary>A message that Twitch held was allowed, denied or left to lapse, by us or by anyone else.</summary>
    public sealed record TwitchHoldClosed(BroadcasterId Broadcaster, MessageId Message, TwitchHoldOutcome Outcome, Chatter? By) : ChatEvent;

    /// <summary>A message is gone from chat: deleted by us, by a moderator or by Twitch.</summary>
    /// <param name="Moderator">Null where Twitch does not say who; a <see cref="ModeratorActed"/> may follow that does.</param>
    public sealed record MessageDeleted(BroadcasterId Broadcaster, MessageId Message, Actor? Moderator) : ChatEvent;

    /// <summary>All messages of a channel were cleared from chat.</summary>
    public sealed record ChatCleared(BroadcasterId Broadcaster) : ChatEvent;

    /// <summary>All messages of one chatter were cleared from chat, as every ban and timeout does; Twitch does not say which of the two or by whom.</summary>
    public sealed record ChatterMessagesCleared(BroadcasterId Broadcaster, Chatter Chatter) : ChatEvent;

    /// <summary>A moderator did something, in whatever interface. What ModBot itself does comes back too, with its own account as the moderator.</summary>
    /// <param name="Chatter">Whom it was done to; null for what concerns everyone.</param>
    /// <param name="Message">The message, for <see cref="ModeratorAction.Delete"/> only.</param>
    public sealed record ModeratorActed(BroadcasterId Broadcaster, Actor Moderator, ModeratorAction Action, Chatter? Chatter, MessageId? Message) : ChatEvent;

    /// <summary>Somebody who is banned asks on Twitch to be let in again.</summary>
    public sealed record UnbanRequested(BroadcasterId Broadcaster, UnbanRequest Request) : ChatEvent;

    /// <summary>An unban request was answered by a moderator, by us or in Twitch's own interface, or was withdrawn.</summary>
    public sealed record UnbanRequestResolved(BroadcasterId Broadcaster, UnbanRequestId Request, UnbanRequestOutcome Outcome, Actor? By) : ChatEvent;

    /// <summary>Something about a channel changed that moderators may want to know; no message is concerned.</summary>
    /// <param name="By">Who did it, where somebody did and Twitch says so.</param>
    /// <param name="About">Whom it is about: the raider, the chatter who was warned.</param>
    public sealed record ChannelNews(BroadcasterId Broadcaster, ChannelNewsKind Kind, Actor? By, Chatter? About) : ChatEvent;
}

/// <summary>What a moderator did, as far as it concerns messages or chatters.</summary>
public enum ModeratorAction
{
    Delete,
    Clear,
    Warn,
    Timeout,
    Untimeout,
    Ban,
    Unban,
}

/// <summary>What changed about a channel.</summary>
public enum ChannelNewsKind
{
    StreamOnline,
    StreamOffline,
    Raid,
    ShieldModeOn,
    ShieldModeOff,
    SharedChatBegun,
    SharedChatChanged,
    SharedChatEnded,
    WarningSent,
    WarningAcknowledged,
    SuspiciousChatter,
    AutomodSettingsChanged,
    AutomodTermsChanged,
    ModeratorAdded,
    ModeratorRemoved,
}

/// <summary>Why Twitch held a message, in Twitch's own open vocabulary.</summary>
/// <param name="Reason"><c>automod</c>, <c>blocked_term</c> or any word that Twitch adds.</param>
/// <param name="Category">AutoMod's category (<c>bullying</c> ...), when it says one.</param>
/// <param name="Level">1 to 4, when AutoMod says one; never computed with.</param>
/// <param name="Spans">The flagged parts of the text, where they could be placed for certain.</param>
public sealed record TwitchHold(string Reason, string? Category, int? Level, ImmutableArray<TextSpan> Spans);

/// <summary>How Twitch's own hold ended. Anything that Twitch may add reads as <see cref="Lapsed"/>: the message can no longer be acted upon.</summary>
public enum TwitchHoldOutcome
{
    Allowed,
    Denied,
    Lapsed,
}

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

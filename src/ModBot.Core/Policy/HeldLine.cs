using ModBot.Messages;

namespace ModBot.Policy;

/// <summary>Another message that is held with the one that a hold is about: an earlier part of a split message, or a member of a raid.</summary>
public sealed record HeldLine(MessageId Id, Chatter Chatter, string Text, DateTimeOffset SentAt)
{
    public static HeldLine Of(ChatMessage message) => new(message.Id, message.Chatter, message.Text, message.SentAt);
}

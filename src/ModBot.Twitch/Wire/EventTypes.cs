namespace ModBot.Twitch.Wire;

/// <summary>The subscription types that ModBot asks for.</summary>
internal static class EventTypes
{
    public const string ChatMessage = "channel.chat.message";
    public const string AutomodHold = "automod.message.hold";
    public const string AutomodUpdate = "automod.message.update";
}

using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Testing;

/// <summary>Hears messages as the defaults say.</summary>
public static class KnownChattersExtensions
{
    private static readonly RaidsConfig Config = new();

    public static Heard Hear(this KnownChatters chatters, ChatMessage message) => chatters.Hear(message, Config.LearnFor);
}

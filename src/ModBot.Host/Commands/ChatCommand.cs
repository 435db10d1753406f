using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>One row of the command table.</summary>
/// <param name="Needs">What the role must have for the command to be heard at all; the desk checks each act again.</param>
/// <param name="Usage">The arguments, as help shows them.</param>
/// <param name="Run">Does it and says what to reply; null for no reply. Replies go to public chat and never hold held text.</param>
internal sealed record ChatCommand(string Name, string[] Aliases, Permissions Needs, string Usage, string Help, Func<CommandCall, CancellationToken, Task<string?>> Run);

/// <summary>A command as somebody typed it.</summary>
/// <param name="Arguments">The words after the command's name.</param>
internal sealed record CommandCall(ChatCommand Command, ChatMessage Message, Role Role, ChannelPolicy Policy, string[] Arguments)
{
    /// <summary>How the command is typed, for somebody who typed it wrong. No reply starts with the prefix: chat bots must not command each other.</summary>
    public string Usage => $"Type {Prefix} {Command.Name} {Command.Usage}";

    public BroadcasterId Broadcaster => Message.Broadcaster;

    public Chatter Chatter => Message.Chatter;

    /// <summary>Whoever typed it, for the record of changed settings.</summary>
    public SettingSource Source => new(Actor.Of(Chatter), SettingSurface.Chat);

    public string Prefix => Policy.Config.Commands.Prefix;
}

/// <summary>A group of commands that share what they work with.</summary>
internal interface ICommandGroup
{
    IEnumerable<ChatCommand> Commands { get; }
}

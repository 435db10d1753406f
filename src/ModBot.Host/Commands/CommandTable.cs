using System.Collections.Frozen;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>All chat commands by name and alias.</summary>
internal sealed class CommandTable
{
    private readonly FrozenDictionary<string, ChatCommand> byName;

    public CommandTable(IEnumerable<ICommandGroup> groups)
    {
        All = [.. groups.SelectMany(group => group.Commands), new("help", ["?"], Permissions.None, "", "this list", HelpAsync)];
        byName = All.SelectMany(command => command.Aliases.Prepend(command.Name).Select(name => (name, command)))
            .ToFrozenDictionary(row => row.name, row => row.command, StringComparer.OrdinalIgnoreCase);
    }

    private IReadOnlyList<ChatCommand> All { get; }

    public ChatCommand? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What this role may use: one command with its explanation, or all of them in a line.</summary>
    private Task<string?> HelpAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments is [var name, ..] && Find(name) is { } command) return Task.FromResult<string?>($"Type {call.Prefix} {Usage(command)}: {command.Help}");
        return Task.FromResult<string?>($"Type {call.Prefix} {string.Join(" | ", All.Where(row => call.Role.Has(row.Needs)).Select(Usage))}");
    }

    private static string Usage(ChatCommand command) => $"{command.Name} {command.Usage}".TrimEnd();
}

using System.Globalization;
using ModBot.Classification;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>Changing a channel's settings from chat: <c>role</c> and <c>level</c>.</summary>
internal sealed class SettingCommands(ChannelSettings settings, PolicyReloadWorker policies, IChatterLookup chatters) : ICommandGroup
{
    public IEnumerable<ChatCommand> Commands =>
    [
        new("role", [], Permissions.Roles, "@user <role>", "give somebody a role", RoleAsync),
        new("level", ["lvl"], Permissions.Levels, "<category> <0-4>", "how strict a category is", LevelAsync),
    ];

    private async Task<string?> RoleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", call.Policy.Roles.Names.Append(RoleBook.None));
        if (call.Arguments is not [var user, var role]) return $"{call.Usage}; roles are {names}";
        role = role.ToLowerInvariant();
        var given = call.Policy.Roles.Find(role);
        if (role != RoleBook.None && given is null) return $"There is no role {role}; roles are {names}.";
        if (role == "broadcaster") return "There is one broadcaster, and Twitch says who.";
        if (given is not null && !call.Role.Covers(given)) return $"The role {role} may more than yours, {call.Role.Name}; somebody who has it can give it.";
        var login = user.TrimStart('@').ToLowerInvariant();
        if (await chatters.FindAsync(login, cancellationToken) is not { } chatter) return $"Twitch knows no user {login}.";
        var before = call.Policy.Config.Members.GetValueOrDefault(chatter.Value);
        if (before is not null && call.Policy.Roles.Find(before) is { } taken && !call.Role.Covers(taken)) return $"{login} has the role {before}, which may more than yours, {call.Role.Name}.";
        await settings.SetRoleAsync(call.Broadcaster, chatter, role, before, call.Source, cancellationToken);
        return policies.Apply($"{login} now has the role {role}.");
    }

    private async Task<string?> LevelAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments is not [var key, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level > LevelThresholds.MaxLevel)
        {
            return $"{call.Usage}; 0 is off, 4 strictest";
        }
        if (!Categories.TryParse(key, out var category)) return $"There is no category {key}; there are {Categories.KeyList}.";
        var before = call.Policy.LevelOf(category);
        await settings.SetLevelAsync(call.Broadcaster, category, level, before, call.Source, cancellationToken);
        var raw = call.Policy.RawThresholdOf(category) is null ? "" : " But a raw threshold in the config files goes before it.";
        return policies.Apply($"{category.Key()}: level {before} -> {level}.{raw}");
    }
}

/// <summary>Finds people by login.</summary>
internal interface IChatterLookup
{
    Task<ChatterId?> FindAsync(string login, CancellationToken cancellationToken);
}

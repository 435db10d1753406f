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
        if (call.Arguments is not [var user, var role]) return $"{call.Usage}; roles are {RoleGrant.NamesOf(call.Policy.Roles)}";
        role = role.ToLowerInvariant();
        var login = user.TrimStart('@').ToLowerInvariant();
        // Before Twitch is asked who it is.
        if (RoleGrant.ProblemOf(call.Role, call.Policy.Roles, login, null, role) is { } wrong) return wrong;
        if (await chatters.FindAsync(login, cancellationToken) is not { } chatter) return $"Twitch knows no user {login}.";
        var before = call.Policy.Config.Members.GetValueOrDefault(chatter.Value);
        if (RoleGrant.ProblemOf(call.Role, call.Policy.Roles, login, before, role) is { } problem) return problem;
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

using System.Collections.Concurrent;
using System.Globalization;

namespace ModBot.Sandbox.Chat;

/// <summary>All accounts, found by id, login or display name. Unknown logins can be added while the sandbox runs.</summary>
internal sealed class UserDirectory
{
    private static readonly string[] Colors =
        ["#1E90FF", "#FF69B4", "#2E8B57", "#DAA520", "#8A2BE2", "#FF4500", "#5F9EA0", "#D2691E", "#B22222", "#00A86B", ""];

    private readonly ConcurrentDictionary<string, SandboxUser> byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxUser> byName = new(StringComparer.OrdinalIgnoreCase);
    private int lastId = 820_000_000;

    public IReadOnlyList<SandboxUser> All => [.. byId.Values.OrderBy(user => user.Id, StringComparer.Ordinal)];

    public SandboxUser? Find(string? idOrName)
        => idOrName is null ? null : byId.GetValueOrDefault(idOrName) ?? byName.GetValueOrDefault(idOrName);

    public void Add(SandboxUser user)
    {
        byId[user.Id] = user;
        byName[user.Login] = user;
        byName.TryAdd(user.DisplayName, user);
    }

    public SandboxUser Ensure(string login, string? displayName)
    {
        lock (byName)
        {
            if (Find(login) is { } known)
                return known;

            var id = ++lastId;
            var user = new SandboxUser(
                id.ToString(CultureInfo.InvariantCulture), login.ToLowerInvariant(), displayName ?? login, Colors[id % Colors.Length]);
            Add(user);
            return user;
        }
    }
}

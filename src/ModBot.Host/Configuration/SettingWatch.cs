using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>
/// Records what admins change in the config files. What was recorded last is kept in a file of the data folder, so that an edit made while ModBot was not running is found as well. A file does
/// not say who edited it.
/// </summary>
internal sealed class SettingWatch(ConfigFolder folder, ChannelDirectory channels, ISettingLog log, IOptions<ModBotOptions> options, TimeProvider time)
{
    /// <summary>The name under which the settings of all channels are kept; no login is empty.</summary>
    private const string Shared = "";

    private string SeenFile => Path.Combine(options.Value.Data, "settings-seen.json");

    /// <summary>Records every difference to what was seen last; the first time there is nothing to compare with, and nothing is recorded.</summary>
    /// <exception cref="Holds.HoldStoreUnavailableException">Nothing is lost: the next call finds the same differences.</exception>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var seen = Read();
        var now = new Dictionary<string, SortedDictionary<string, string>>(seen ?? []) { [Shared] = SettingTree.Flatten(SharedTree()) };
        var known = channels.Logins.ToArray();
        foreach (var (_, login) in known) now[login] = SettingTree.Flatten(TreeOf(folder.ChannelFile(login)));
        if (seen is not null)
        {
            await CompareAsync(null, seen, now, Shared, cancellationToken);
            foreach (var (id, login) in known) await CompareAsync(id, seen, now, login, cancellationToken);
        }
        Directory.CreateDirectory(options.Value.Data);
        await File.WriteAllTextAsync(SeenFile + ".new", JsonSerializer.Serialize(now), cancellationToken);
        File.Move(SeenFile + ".new", SeenFile, overwrite: true);
    }

    private async Task CompareAsync(
        BroadcasterId? broadcaster, Dictionary<string, SortedDictionary<string, string>> seen, Dictionary<string, SortedDictionary<string, string>> now, string name, CancellationToken cancellationToken)
    {
        var before = new SortedDictionary<string, string>(seen.GetValueOrDefault(name) ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var (setting, was, becomes) in SettingTree.Differences(before, now[name]))
        {
            await log.AppendAsync(new SettingChange(broadcaster, time.GetUtcNow(), Actor.ModBot, SettingSurface.File, setting, was, becomes), cancellationToken);
        }
    }

    private JsonObject SharedTree() => TreeOf(folder.MainFile)["Moderation"] as JsonObject ?? [];

    private static JsonObject TreeOf(string file) => File.Exists(file) ? ConfigJson.ReadObject(file) : [];

    private Dictionary<string, SortedDictionary<string, string>>? Read()
    {
        if (!File.Exists(SeenFile)) return null;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, SortedDictionary<string, string>>>(File.ReadAllText(SeenFile));
        }
        catch (JsonException)
        {
            // Somebody broke it: begin anew, as at the first start.
            return null;
        }
    }
}

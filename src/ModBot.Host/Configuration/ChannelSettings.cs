using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>
/// What moderators set from chat: one file a channel in the data folder, laid over the config files, which stay the admin's own. Written whole and swapped in one step, so that a crash
/// leaves the old file or the new one.
/// </summary>
internal sealed class ChannelSettings(IOptions<ModBotOptions> options)
{
    private readonly Lock gate = new();

    public string PathOf(BroadcasterId broadcaster) => Path.Combine(options.Value.Data, "channels", $"{broadcaster.Value}.json");

    /// <summary>The files that there are.</summary>
    public IEnumerable<string> Files => Directory.Exists(Path.Combine(options.Value.Data, "channels"))
        ? Directory.EnumerateFiles(Path.Combine(options.Value.Data, "channels"), "*.json").Order(StringComparer.Ordinal)
        : [];

    public void SetLevel(BroadcasterId broadcaster, Category category, int level) => Set(broadcaster, "Levels", category.Key(), level);

    public void SetMode(BroadcasterId broadcaster, ChannelMode mode) => Change(broadcaster, settings => settings["Mode"] = mode.ToString());

    public void SetRole(BroadcasterId broadcaster, ChatterId chatter, string role) => Set(broadcaster, "Members", chatter.Value, role);

    private void Set(BroadcasterId broadcaster, string section, string key, JsonNode value) => Change(broadcaster, settings =>
    {
        if (settings[section] is not JsonObject values) settings[section] = values = [];
        values[key] = value;
    });

    private void Change(BroadcasterId broadcaster, Action<JsonObject> change)
    {
        lock (gate)
        {
            var path = PathOf(broadcaster);
            var settings = File.Exists(path) ? ConfigJson.ReadObject(path) : [];
            change(settings);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path + ".new", settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            File.Move(path + ".new", path, overwrite: true);
        }
    }
}

using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>
/// Makes the policy snapshot out of the config files: what all channels share, then the channel's own file, then what its moderators set from chat. All files are validated before anything is
/// used.
/// </summary>
internal sealed class PolicyLoader(ConfigFolder folder, ChannelSettings settings, ChannelDirectory channels, LevelThresholds thresholds, PolicyOverride? over = null)
{
    /// <exception cref="ConfigException">Any file is wrong; nothing is loaded then.</exception>
    public PolicySnapshot Load()
    {
        var shared = ReadShared();
        foreach (var file in folder.ChannelFiles) ConfigJson.ToConfig(Lay(shared, file), file);
        foreach (var file in settings.Files) ConfigJson.ReadChannel(file);
        // A channel that was set by its id alone, from the command line, has no login yet: then it has no file of its own in the config folder either.
        var perChannel = channels.Logins.Keys.Union(settings.Channels).ToDictionary(channel => channel, channel =>
        {
            var own = settings.PathOf(channel);
            return Compile(shared, channel, File.Exists(own) ? ConfigJson.ReadChannel(own) : null);
        });
        return new PolicySnapshot(Compile(shared, folder.MainFile), perChannel.ToFrozenDictionary());
    }

    /// <summary>One channel's policy as the files are now.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="own">What its moderators set, or would set; null leaves the config files alone.</param>
    /// <exception cref="ConfigException">They do not fit together.</exception>
    public ChannelPolicy Load(BroadcasterId channel, JsonObject? own) => Compile(ReadShared(), channel, own);

    /// <summary>Whether a setting was given when ModBot was started, over the config files.</summary>
    public bool IsGivenAtStart(string setting) => over is not null && (setting == nameof(ModerationConfig.Mode) || (over.Level is not null && setting == nameof(ModerationConfig.Level)));

    /// <summary>Changes whenever a file that <see cref="Load()"/> reads changes, appears or goes.</summary>
    public string Fingerprint()
    {
        var files = folder.ChannelFiles.Append(folder.MainFile).Concat(channels.Logins.Keys.Select(settings.PathOf).Union(settings.Files));
        return string.Join('|', files.Select(Fingerprint));
    }

    private static string Fingerprint(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? $"{path}:{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "";
        }
        catch (IOException)
        {
            // It went between the look and the reading, as when an editor swaps it; the next look sees the new one.
            return "";
        }
    }

    private JsonObject ReadShared()
    {
        if (!File.Exists(folder.MainFile)) return [];
        var node = ConfigJson.ReadObject(folder.MainFile)["Moderation"];
        if (node is not (null or JsonObject)) throw new ConfigException($"{folder.MainFile}: Moderation must be an object, in braces.");
        var section = Presets.Expand(node as JsonObject ?? []);
        ConfigJson.ToConfig(section, $"{folder.MainFile}, section Moderation");
        return section;
    }

    private static JsonObject Lay(JsonObject under, string file) => File.Exists(file) ? ConfigJson.Merge(under, Presets.Expand(ConfigJson.ReadChannel(file))) : under;

    private ChannelPolicy Compile(JsonObject shared, BroadcasterId channel, JsonObject? own)
    {
        var file = channels.Logins.TryGetValue(channel, out var login) ? folder.ChannelFile(login) : null;
        var files = file is null ? shared : Lay(shared, file);
        return Compile(own is null ? files : TermTree.Lay(files, Presets.Expand(own)), file ?? settings.PathOf(channel), own);
    }

    private ChannelPolicy Compile(JsonObject tree, string path, JsonObject? own = null)
    {
        var config = ConfigJson.ToConfig(tree, path);
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tree.ToJsonString())))[..8];
        return ChannelPolicy.Create(version, over?.Apply(config, own) ?? config, thresholds);
    }
}

/// <summary>What a command line says over every config file: the mode of the demo and the replay, and the demo's level, people and haste. What moderators set meanwhile goes before it.</summary>
internal sealed record PolicyOverride(ChannelMode Mode, int? Level = null, IReadOnlyDictionary<string, string>? Members = null, TimeSpan? LearnFor = null)
{
    public ModerationConfig Apply(ModerationConfig config, JsonObject? own) => config with
    {
        Mode = own?[nameof(ModerationConfig.Mode)] is null ? Mode : config.Mode,
        Level = own?[nameof(ModerationConfig.Level)] is null ? Level ?? config.Level : config.Level,
        Raids = LearnFor is { } learnFor ? config.Raids with { LearnFor = learnFor } : config.Raids,
        Members = Members is null ? config.Members : Members.Concat(config.Members).GroupBy(member => member.Key).ToDictionary(member => member.Key, member => member.Last().Value),
    };
}

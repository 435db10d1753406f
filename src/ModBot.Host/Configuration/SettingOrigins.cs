using System.Text.Json.Nodes;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>Finds out who says what a setting is: moderators, a config file, or nobody.</summary>
internal sealed class SettingOrigins(ConfigFolder folder, ChannelSettings settings, ChannelDirectory channels, PolicyLoader loader)
{
    /// <summary>Reads a channel's files as they are now.</summary>
    /// <exception cref="ConfigException">One of them is wrong.</exception>
    public ChannelOrigins Read(BroadcasterId channel)
    {
        var files = new List<(string Name, JsonObject Tree)>();
        if (channels.Logins.TryGetValue(channel, out var login) && folder.ChannelFile(login) is var file && File.Exists(file)) files.Add((Name(file), ConfigJson.ReadChannel(file)));
        if (File.Exists(folder.MainFile) && ConfigJson.ReadObject(folder.MainFile)["Moderation"] is JsonObject shared) files.Add((Name(folder.MainFile), shared));
        return new ChannelOrigins(settings.Read(channel), files, loader.Load(channel, null), loader);
    }

    /// <summary>The same; null where one of the files is wrong.</summary>
    public ChannelOrigins? TryRead(BroadcasterId channel)
    {
        try
        {
            return Read(channel);
        }
        catch (ConfigException)
        {
            return null;
        }
    }

    private string Name(string file) => Path.GetRelativePath(folder.Path, file).Replace('\\', '/');
}

/// <summary>Where a channel's settings come from.</summary>
/// <param name="own">What moderators and <c>modbot</c> commands set.</param>
/// <param name="files">The config files that say something about the channel, the one that goes first in front.</param>
/// <param name="ofFiles">The policy that the files alone would make.</param>
/// <param name="loader">Knows what was given at the start.</param>
internal sealed class ChannelOrigins(JsonObject own, IReadOnlyList<(string Name, JsonObject Tree)> files, ChannelPolicy ofFiles, PolicyLoader loader)
{
    /// <summary>Set by moderators or commands, which can be taken back.</summary>
    public bool IsOwn(string path) => SettingTree.Has(own, path);

    /// <summary>What it would be if nothing of it were set by moderators or commands.</summary>
    public string OfFiles(KnownSetting setting) => setting.Read(ofFiles);

    /// <inheritdoc cref="Describe(string, Func{ChannelPolicy, string}, string)"/>
    public string Describe(KnownSetting setting) => Describe(setting.Path, setting.Read, setting.Unset);

    /// <summary>In a few words, e.g. <c>set here; channels/pixelharbor.json says "3"</c>.</summary>
    public string Describe(string path, Func<ChannelPolicy, string> read, string unset = "default")
    {
        if (IsOwn(path)) return $"set here; {(FileOf(path) is { } name ? $"{name} says" : "else it would be")} {Quote(read(ofFiles))}";
        if (PresetOf(own, path) is { } chosen) return $"by the preset {chosen}, which is set here";
        if (loader.IsGivenAtStart(path)) return "given when ModBot was started";
        return FileOf(path) is { } file ? $"set in {file}" : unset;
    }

    private string? FileOf(string path)
    {
        foreach (var (name, tree) in files)
        {
            if (SettingTree.Has(tree, path)) return name;
            if (PresetOf(tree, path) is { } preset) return $"the preset {preset} of {name}";
        }
        return null;
    }

    private static string? PresetOf(JsonObject tree, string path) =>
        tree[nameof(ModerationConfig.Preset)]?.ToString() is { } name && Enum.TryParse<ModerationPreset>(name, ignoreCase: true, out var preset) && SettingTree.Has(Presets.Of(preset), path) ? name : null;

    private static string Quote(string text) => text.Length == 0 ? "nothing" : $"\"{text}\"";
}

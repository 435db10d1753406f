using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>
/// What is set from chat and by commands: one file a channel in the data folder, laid over the config files, which stay the admin's own with their comments. Written whole and swapped in one
/// step, so that a crash leaves the old file or the new one. Each change is recorded first: none is made that the record does not know.
/// </summary>
internal sealed class ChannelSettings(IOptions<ModBotOptions> options, ISettingLog log, TimeProvider time) : IDisposable
{
    /// <summary>One change at a time, from looking at what is there to writing what shall be.</summary>
    private readonly SemaphoreSlim turn = new(1);

    public void Dispose() => turn.Dispose();

    public string PathOf(BroadcasterId broadcaster) => Path.Combine(options.Value.Data, "channels", $"{broadcaster.Value}.json");

    /// <summary>The files that there are.</summary>
    public IEnumerable<string> Files => Directory.Exists(Path.Combine(options.Value.Data, "channels"))
        ? Directory.EnumerateFiles(Path.Combine(options.Value.Data, "channels"), "*.json").Order(StringComparer.Ordinal)
        : [];

    /// <summary>The channels that have a file.</summary>
    public IEnumerable<BroadcasterId> Channels => Files.Select(file => new BroadcasterId(Path.GetFileNameWithoutExtension(file)));

    /// <param name="broadcaster">The channel.</param>
    /// <param name="category">Which category.</param>
    /// <param name="level">0 to 4.</param>
    /// <param name="before">The level in force, for the record.</param>
    /// <param name="source">Who sets it, and where.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SetLevelAsync(BroadcasterId broadcaster, Category category, int level, int before, SettingSource source, CancellationToken cancellationToken) =>
        SetAsync(broadcaster, "Levels", category.Key(), level, $"{before}", source, cancellationToken);

    /// <inheritdoc cref="SetLevelAsync"/>
    public Task SetModeAsync(BroadcasterId broadcaster, ChannelMode mode, string before, SettingSource source, CancellationToken cancellationToken) =>
        ChangeAsync(broadcaster, "Mode", before, mode.ToString(), source, settings => settings["Mode"] = mode.ToString(), cancellationToken);

    /// <inheritdoc cref="SetLevelAsync"/>
    public Task SetRoleAsync(BroadcasterId broadcaster, ChatterId chatter, string role, string? before, SettingSource source, CancellationToken cancellationToken) =>
        SetAsync(broadcaster, "Members", chatter.Value, role, before, source, cancellationToken);

    /// <summary>Puts terms on one of the lists and takes others off it.</summary>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="kind">Which list.</param>
    /// <param name="added">What to put on it.</param>
    /// <param name="removed">What to take off it.</param>
    /// <param name="source">Who does it, and where.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task ChangeTermsAsync(BroadcasterId broadcaster, TermKind kind, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, SettingSource source, CancellationToken cancellationToken) =>
        ChangeAsync(
            broadcaster,
            TermTree.PathOf(kind),
            Record(removed),
            Record(added),
            source,
            settings => TermTree.Set(settings, kind, (TermTree.Find(settings, kind) ?? []).Except(removed, StringComparer.Ordinal).Concat(added).Distinct(StringComparer.Ordinal)),
            cancellationToken);

    /// <summary>Of a list of thousands, what changed; the whole list would drown it.</summary>
    private static string? Record(IReadOnlyCollection<string> terms) => terms.Count switch
    {
        0 => null,
        1 => terms.First(),
        _ => JsonSerializer.Serialize(terms),
    };

    private Task SetAsync(BroadcasterId broadcaster, string section, string key, JsonNode value, string? before, SettingSource source, CancellationToken cancellationToken) =>
        ChangeAsync(
            broadcaster,
            $"{section}.{key}",
            before,
            value.ToString(),
            source,
            settings =>
            {
                if (settings[section] is not JsonObject values) settings[section] = values = [];
                values[key] = value;
            },
            cancellationToken);

    private Task ChangeAsync(BroadcasterId broadcaster, string setting, string? before, string? after, SettingSource source, Action<JsonObject> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            broadcaster,
            source,
            settings =>
            {
                change(settings);
                return new PlannedChange(setting, before, after);
            },
            cancellationToken);

    /// <summary>Changes what has to be looked at first.</summary>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="source">Who does it, and where.</param>
    /// <param name="plan">Makes the change in the settings of the channel's file as it is, while nobody else changes it, and says what to record; null when nothing shall change after all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task ChangeAsync(BroadcasterId broadcaster, SettingSource source, Func<JsonObject, PlannedChange?> plan, CancellationToken cancellationToken) =>
        ChangeSeveralAsync(broadcaster, source, settings => plan(settings) is { } planned ? [planned] : [], cancellationToken);

    /// <summary>The same for several settings in one step; where the plan is empty nothing is changed.</summary>
    /// <inheritdoc cref="ChangeAsync(BroadcasterId, SettingSource, Func{JsonObject, PlannedChange?}, CancellationToken)"/>
    public async Task ChangeSeveralAsync(BroadcasterId broadcaster, SettingSource source, Func<JsonObject, IReadOnlyList<PlannedChange>> plan, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var settings = Read(broadcaster);
            if (plan(settings) is not [_, ..] changes) return;
            var now = time.GetUtcNow();
            foreach (var planned in changes) await log.AppendAsync(new SettingChange(broadcaster, now, source.By, source.Surface, planned.Setting, planned.Before, planned.After), cancellationToken);
            Write(broadcaster, settings);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A channel's own settings as they are now; empty where it has none.</summary>
    public JsonObject Read(BroadcasterId broadcaster) => PathOf(broadcaster) is var path && File.Exists(path) ? ConfigJson.ReadObject(path) : ConfigJson.Parse(path, "{}");

    private void Write(BroadcasterId broadcaster, JsonObject settings)
    {
        var path = PathOf(broadcaster);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>A change as the record tells it.</summary>
internal sealed record PlannedChange(string Setting, string? Before, string? After);

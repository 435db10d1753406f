using System.Text.Json;
using Microsoft.Extensions.Options;
using ModBot.Messages;
using ModBot.Shield;

namespace ModBot.Host.Configuration;

/// <summary>Shields as one file a channel in the data folder, written whole and swapped in one step: there only while a shield is up or has something left to do.</summary>
internal sealed partial class ShieldFiles(IOptions<ModBotOptions> options, ILogger<ShieldFiles> logger) : IShieldStore
{
    private string Folder => Path.Combine(options.Value.Data, "shields");

    public IReadOnlyList<ShieldState> Load() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<ShieldState>()] : [];

    public void Save(ShieldState state)
    {
        Directory.CreateDirectory(Folder);
        var path = PathOf(state.Broadcaster);
        using (var file = File.Create(path + ".new"))
        {
            JsonSerializer.Serialize(file, state, ShieldJson.Default.ShieldState);
            // It must be there before Twitch is asked for anything.
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Remove(BroadcasterId broadcaster) => File.Delete(PathOf(broadcaster));

    private string PathOf(BroadcasterId broadcaster) => Path.Combine(Folder, $"{broadcaster.Value}.json");

    private ShieldState? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ShieldJson.Default.ShieldState);
        }
        catch (JsonException e)
        {
            // Left where it is, for it may say what was before on Twitch.
            LogBroken(path, e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The shield in {Path} cannot be read, so what it changed on Twitch is not put back; look at the channel's settings there, and delete the file. {Reason}")]
    private partial void LogBroken(string path, string reason);
}

using ModBot.Classification.Batching;
using ModBot.Policy;
using ModBot.Redis;
using ModBot.Sqlite;
using ModBot.Twitch;

namespace ModBot.Host.Configuration;

/// <summary><c>modbot.json</c> as a whole: its sections are read by the options of each part, and a section that no part reads is a mistake worth telling.</summary>
internal static class MainFile
{
    private const string Schema = "$schema";

    private static readonly string[] Settings =
    [
        .. typeof(ModBotOptions).GetProperties().Select(property => property.Name),
        .. typeof(Sections).GetProperties().Select(property => property.Name),
    ];

    /// <exception cref="ConfigException">The file is no JSON, or has a section that nobody reads.</exception>
    public static void Check(string path)
    {
        foreach (var (name, _) in ConfigJson.ReadObject(path))
        {
            if (name != Schema && !Settings.Contains(name, StringComparer.OrdinalIgnoreCase)) throw new ConfigException($"{path}: there is no setting '{name}'; there are {string.Join(", ", Settings)}.");
        }
    }

    /// <summary>The sections, each read by its own options.</summary>
    internal sealed record Sections(SqliteStoreOptions Sqlite, RedisStoreOptions Redis, TwitchOptions Twitch, BatcherOptions Classifier, ModerationConfig Moderation);
}

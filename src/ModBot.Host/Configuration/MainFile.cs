using ModBot.Classification.Batching;
using ModBot.Host.Api;
using ModBot.Host.Web;
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
        foreach (var (name, value) in ConfigJson.ReadObject(path))
        {
            if (name != Schema && !Settings.Contains(name, StringComparer.OrdinalIgnoreCase)) throw new ConfigException($"{path}: there is no setting '{name}'; there are {string.Join(", ", Settings)}.");
            var section = typeof(Sections).GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (section is null || section.Name == nameof(Sections.Moderation)) continue;
            if (value is not System.Text.Json.Nodes.JsonObject) throw new ConfigException($"{path}: {section.Name} must be an object, in braces.");
            ConfigJson.CheckSection($"{path}, section {section.Name}", value, section.PropertyType);
        }
    }

    /// <summary>The sections, each read by its own options.</summary>
    internal sealed record Sections(SqliteStoreOptions Sqlite, RedisStoreOptions Redis, TwitchOptions Twitch, WebOptions Web, BatcherOptions Classifier, ApiOptions Api, ModerationConfig Moderation);
}

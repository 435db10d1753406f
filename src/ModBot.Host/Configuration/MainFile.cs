namespace ModBot.Host.Configuration;

/// <summary><c>modbot.json</c> as a whole: its sections are read by the options of each part, and a section that no part reads is a mistake worth telling.</summary>
internal static class MainFile
{
    public static IReadOnlyList<string> Sections { get; } =
        ["$schema", "Store", "Data", "Model", "Http", "Sqlite", "Redis", "Twitch", "Classifier", "Moderation"];

    /// <exception cref="ConfigException">The file is no JSON, or has a section that nobody reads.</exception>
    public static void Check(string path)
    {
        foreach (var (name, _) in ConfigJson.ReadObject(path))
        {
            if (!Sections.Contains(name, StringComparer.OrdinalIgnoreCase)) throw new ConfigException($"{path}: there is no setting '{name}'; there are {string.Join(", ", Sections.Skip(1))}.");
        }
    }
}

namespace ModBot.Host.Configuration;

/// <summary>Where config lies: the folder that was named, else <c>config</c> where ModBot was started, else the one beside the program.</summary>
internal sealed record ConfigFolder(string Path)
{
    public string MainFile => System.IO.Path.Combine(Path, "modbot.json");

    /// <summary>A channel's file, whatever the case of its name.</summary>
    public string ChannelFile(string login) =>
        ChannelFiles.FirstOrDefault(file => string.Equals(System.IO.Path.GetFileNameWithoutExtension(file), login, StringComparison.OrdinalIgnoreCase))
        ?? System.IO.Path.Combine(Path, "channels", $"{login}.json");

    public IEnumerable<string> ChannelFiles => Directory.Exists(System.IO.Path.Combine(Path, "channels"))
        ? Directory.EnumerateFiles(System.IO.Path.Combine(Path, "channels"), "*.json").Order(StringComparer.Ordinal)
        : [];

    public static ConfigFolder Find(string? named)
    {
        if (named is not null)
        {
            if (File.Exists(System.IO.Path.Combine(named, "modbot.json"))) return new ConfigFolder(named);
            throw new ConfigException($"There is no modbot.json in '{named}'. Name a folder that has one with --config, or leave --config out to use the defaults.");
        }
        return File.Exists("config/modbot.json") ? new ConfigFolder("config") : new ConfigFolder(System.IO.Path.Combine(AppContext.BaseDirectory, "config"));
    }
}

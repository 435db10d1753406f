namespace ModBot.Host.Tests.Configuration;

/// <summary>A config folder of a test's own.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(string? main = "{}")
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "channels"));
        if (main is not null) Write("modbot.json", main);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("modbot-test").FullName;

    public string Write(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace ModBot.Sqlite.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("modbot-sqlite-");

    public string File(string name = "holds.db") => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}

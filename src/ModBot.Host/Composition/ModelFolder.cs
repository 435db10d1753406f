namespace ModBot.Host.Composition;

/// <summary>Where the classifier's package lies: where config says, seen from where ModBot was started, or else beside the program.</summary>
internal static class ModelFolder
{
    public static string Find(string path)
    {
        if (Path.IsPathRooted(path) || Directory.Exists(path)) return path;
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Directory.Exists(beside) ? beside : path;
    }
}

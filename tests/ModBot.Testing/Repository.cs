using System.Runtime.CompilerServices;

namespace ModBot.Testing;

/// <summary>Where the sources of this test run lie.</summary>
public static class Repository
{
    /// <summary>The folder of <c>ModBot.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile)!;
        while (!File.Exists(Path.Combine(folder, "ModBot.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

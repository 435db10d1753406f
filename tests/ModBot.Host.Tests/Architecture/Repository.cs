using System.Runtime.CompilerServices;

namespace ModBot.Host.Tests.Architecture;

/// <summary>Where the sources of this test run lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile)!;
        while (!File.Exists(Path.Combine(folder, "ModBot.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

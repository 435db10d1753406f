using System.CommandLine;

namespace ModBot.ModelKit;

/// <summary>The model package that a command works on.</summary>
internal static class PackageOption
{
    public static Option<DirectoryInfo> Create() =>
        new("--package", "-p") { Description = "The model package", DefaultValueFactory = _ => new DirectoryInfo("models/toxicity") };
}

using System.CommandLine;
using ModBot.Host.Configuration;

namespace ModBot.Host.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The folder with modbot.json and channels/. Default: ./config, or else the one beside the program.",
        Recursive = true,
    };

    public static Option<StoreKind?> Store() => new("--store") { Description = "Where holds live: sqlite (a file, nothing to install) or redis. Default: as config says." };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON to standard output, for programs." };
}

using Spectre.Console;

namespace ModBot.Host.Cli;

/// <summary>Standard output for tables.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 160;

    /// <summary>The console; in a file or a pipe, where no width is known, wide enough for every table.</summary>
    public static IAnsiConsole Wide()
    {
        if (Console.IsOutputRedirected) AnsiConsole.Console.Profile.Width = WidthOfFiles;
        return AnsiConsole.Console;
    }
}

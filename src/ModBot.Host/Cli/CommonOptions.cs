using System.CommandLine;
using ModBot.Host.Commands;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Whoever runs a command is the admin, known by the name of their account on the machine.</summary>
    public static SettingSource Admin { get; } = new(new Actor(new ChatterId("command-line"), Environment.UserName), SettingSurface.CommandLine);

    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The folder with modbot.json and channels/. Default: ./config, or else the one beside the program.",
        Recursive = true,
    };

    public static Option<StoreKind?> Store() => new("--store") { Description = "Where holds live: sqlite (a file, nothing to install) or redis. Default: as config says." };

    public static Option<string?> Channel() => new("--channel") { Description = "The channel's login or numeric id. Default: every channel of the store." };

    public static Option<string> Since()
    {
        var since = new Option<string>("--since") { Description = "How far back: 12h, 30d, 8w.", DefaultValueFactory = _ => "30d" };
        since.Validators.Add(result =>
        {
            if (!DurationText.TryParse(result.GetValueOrDefault<string>() ?? "", out var span) || span <= TimeSpan.Zero || span > Longest) result.AddError("--since is a number with s, m, h, d or w, at most ten years: 30d.");
        });
        return since;
    }

    /// <summary>What <see cref="Since"/> was given; its validator has seen to it.</summary>
    public static TimeSpan Span(string? since) => DurationText.TryParse(since ?? "", out var span) ? span : throw new System.Diagnostics.UnreachableException(since);

    public static Option<bool> Json() => new("--json") { Description = "Write JSON to standard output, for programs." };
}

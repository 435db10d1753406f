using ModBot.Host.Configuration;

namespace ModBot.Host.Composition;

/// <summary>What a command line says about the bot that it starts, beyond what the files say.</summary>
internal sealed record BotSettings
{
    /// <summary>The folder that was named with <c>--config</c>.</summary>
    public string? Config { get; init; }

    public StoreKind? Store { get; init; }

    /// <summary>What holds in every channel, whatever the files say.</summary>
    public PolicyOverride? Policy { get; init; }

    /// <summary>Options over files and environment, by path (<c>Twitch:HelixUrl</c>).</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Say only what needs attention, and leave standard output to the command.</summary>
    public bool Quiet { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ModBot.Twitch;

/// <summary>
/// Reading chat through a conduit: for hundreds of channels, or to share the work between several processes. It needs an application with a client secret, and in every
/// channel the bot must be a moderator or let in by the broadcaster.
/// </summary>
public sealed class ConduitOptions
{
    /// <summary>Use a conduit. Default: false, which is right for up to about forty channels (or hundreds, with fewer kinds of events each).</summary>
    public bool Enabled { get; set; }

    /// <summary>The conduit to use. Default: the first that the application has; when it has none, one is made.</summary>
    public string? Id { get; set; }

    /// <summary>How many connections the conduit has over all processes, the same for each of them; 1 to 20,000. Default: 1.</summary>
    [Range(1, 20_000)]
    public int Shards { get; set; } = 1;

    /// <summary>The first connection that this process holds, from 0; the process that holds number 0 also makes the conduit and its subscriptions. Default: 0.</summary>
    [Range(0, 19_999)]
    public int FirstShard { get; set; }

    /// <summary>How many connections this process holds; 1 to 100. Default: all from <c>FirstShard</c> on.</summary>
    [Range(1, 100)]
    public int? OwnShards { get; set; }

    internal int Held => OwnShards ?? Shards - FirstShard;
}

/// <summary>Each process holds shards that the conduit has.</summary>
internal sealed class ConduitOptionsValidator : IValidateOptions<TwitchOptions>
{
    private const int MostHeld = 100;

    public ValidateOptionsResult Validate(string? name, TwitchOptions options)
    {
        var conduit = options.Conduit;
        if (!conduit.Enabled) return ValidateOptionsResult.Success;
        if (conduit.FirstShard + Math.Max(1, conduit.Held) > conduit.Shards)
        {
            return ValidateOptionsResult.Fail($"Twitch:Conduit: FirstShard {conduit.FirstShard} with OwnShards {conduit.OwnShards ?? 1} goes beyond the {conduit.Shards} of Shards.");
        }
        return conduit.Held > MostHeld
            ? ValidateOptionsResult.Fail($"Twitch:Conduit: {conduit.Held} connections are too many for one process; set OwnShards to at most {MostHeld} and share the rest between others.")
            : ValidateOptionsResult.Success;
    }
}

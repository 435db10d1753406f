using System.Text.Json.Serialization;

namespace ModBot.Messages;

/// <summary>Who did something to a hold: a person, ModBot itself, Twitch, or a program with an API key.</summary>
public sealed record Actor(ChatterId Id, string Login)
{
    /// <summary>ModBot acting on its own: expiry, enforcement, confirmations.</summary>
    public static Actor ModBot { get; } = new(new ChatterId("modbot"), "ModBot");

    /// <summary>Twitch, where it does not say who.</summary>
    public static Actor Twitch { get; } = new(new ChatterId("twitch"), "Twitch");

    /// <summary>A person whose names were erased; no machine.</summary>
    public static Actor Erased { get; } = new(new ChatterId("erased"), "erased");

    /// <summary>Whatever a program does with an API key, it does under the key's name.</summary>
    public const string KeyPrefix = "api:";

    /// <summary>Machine and human actions are told apart everywhere; user ids of Twitch are numbers, so these cannot clash with one.</summary>
    [JsonIgnore]
    public bool IsMachine => IsModBot || Id == Twitch.Id || IsKey;

    [JsonIgnore]
    public bool IsModBot => Id == ModBot.Id;

    /// <summary>A program, by its API key.</summary>
    [JsonIgnore]
    public bool IsKey => Id.Value.StartsWith(KeyPrefix, StringComparison.Ordinal);

    public static Actor Of(Chatter chatter) => new(chatter.Id, chatter.Login);
}

using System.Text.Json.Serialization;

namespace ModBot.Messages;

/// <summary>Who did something to a hold: a person, ModBot itself, or Twitch.</summary>
public sealed record Actor(ChatterId Id, string Login)
{
    /// <summary>ModBot acting on its own: expiry, enforcement, confirmations.</summary>
    public static Actor ModBot { get; } = new(new ChatterId("modbot"), "ModBot");

    /// <summary>Twitch, where it does not say who.</summary>
    public static Actor Twitch { get; } = new(new ChatterId("twitch"), "Twitch");

    /// <summary>A person whose names were erased; no machine.</summary>
    public static Actor Erased { get; } = new(new ChatterId("erased"), "erased");

    /// <summary>Machine and human actions are told apart everywhere; user ids of Twitch are numbers, so these cannot clash with one.</summary>
    [JsonIgnore]
    public bool IsMachine => Id == ModBot.Id || Id == Twitch.Id;

    public static Actor Of(Chatter chatter) => new(chatter.Id, chatter.Login);
}

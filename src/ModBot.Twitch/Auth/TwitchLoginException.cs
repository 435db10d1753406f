namespace ModBot.Twitch.Auth;

/// <summary>The login does not work and only a person can change that. The message says what to do and holds no secret.</summary>
public sealed class TwitchLoginException(string message) : Exception(message);

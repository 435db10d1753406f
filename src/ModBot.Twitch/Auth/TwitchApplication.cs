namespace ModBot.Twitch.Auth;

/// <summary>The application that is registered with Twitch, on whose behalf accounts log in.</summary>
internal sealed record TwitchApplication(string? ClientId, string? ClientSecret)
{
    /// <exception cref="TwitchLoginException">There is none; the message says how to register one.</exception>
    public string RequireId() => ClientId ?? throw new TwitchLoginException($"""
        There is no client id. ModBot needs an application that is registered with Twitch, once:
          1. Open https://dev.twitch.tv/console/apps and log in; Twitch wants two-factor authentication to be on.
          2. Register Your Application: any name that is free, OAuth Redirect URL http://localhost:8320/connect/callback, category Chat Bot.
             Client type Confidential if streamers shall be able to let the bot in by a web link; else Public will do.
          3. Copy the client id into {TwitchLogin.ClientIdVariable} (or Twitch:ClientId in modbot.json);
             if it is confidential, press New Secret and copy that into {TwitchLogin.ClientSecretVariable}.
          4. Run `modbot auth login`.
        """);

    /// <exception cref="TwitchLoginException">There is none.</exception>
    public string RequireSecret() => ClientSecret
        ?? throw new TwitchLoginException($"This needs an application with a client secret: make one in the Twitch developer console (client type Confidential) and set {TwitchLogin.ClientSecretVariable}.");

    public override string ToString() => $"{nameof(TwitchApplication)} {{ HasSecret = {ClientSecret is not null} }}";
}

namespace ModBot.Twitch.Helix;

/// <summary>Helix fails so often that the call was not even sent.</summary>
internal sealed class HelixUnavailableException(Exception inner) : HttpRequestException("Twitch's API fails again and again; it is left alone for a moment.", inner);

using System.Globalization;

namespace ModBot.Sandbox.Wire;

/// <summary>The two spellings of a time that Twitch uses.</summary>
internal static class TwitchTime
{
    /// <summary>EventSub: nine digits. .NET counts seven, so two more follow from the value, to be as odd as the real ones.</summary>
    public static string Nanoseconds(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)
            + (time.Ticks % 97).ToString("00", CultureInfo.InvariantCulture) + "Z";

    /// <summary>Helix: whole seconds.</summary>
    public static string Seconds(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

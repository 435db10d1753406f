using ModBot.Messages;

namespace ModBot.Policy;

/// <summary>One setting that was changed.</summary>
/// <param name="Broadcaster">The channel; null where it concerns every channel.</param>
/// <param name="By">The person who changed it; ModBot where it found a changed file and cannot know who.</param>
/// <param name="Setting">The path, such as <c>Levels.bullying</c>.</param>
/// <param name="Before">What was in force; null where nothing was set.</param>
/// <param name="After">What was set; null where it was taken out.</param>
public sealed record SettingChange(BroadcasterId? Broadcaster, DateTimeOffset At, Actor By, SettingSurface Surface, string Setting, string? Before, string? After)
{
    /// <summary>The change without this person's id and names; null where it has none. Pure.</summary>
    public SettingChange? Without(ChatterId person)
    {
        var without = this with
        {
            By = By.Id == person ? Actor.Erased : By,
            Setting = string.Join('.', Setting.Split('.').Select(part => part == person.Value ? Actor.Erased.Login : part)),
        };
        return without == this ? null : without;
    }
}

/// <summary>Where a setting was changed.</summary>
public enum SettingSurface
{
    Chat,
    CommandLine,
    Web,

    /// <summary>Somebody edited a config file.</summary>
    File,

    /// <summary>Twitch's own interface.</summary>
    Twitch,

    /// <summary>Nobody: ModBot did it by itself.</summary>
    ModBot,

    /// <summary>A program, over HTTP with an API key.</summary>
    Api,
}

/// <summary>Who changes a setting, and where.</summary>
public sealed record SettingSource(Actor By, SettingSurface Surface);

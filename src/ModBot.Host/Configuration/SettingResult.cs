namespace ModBot.Host.Configuration;

/// <summary>How a change of a setting ended: a closed family.</summary>
/// <param name="Said">The same for the person, as a sentence or more.</param>
internal abstract record SettingResult(string Said)
{
    /// <summary>It is in force, or was before.</summary>
    public sealed record Done(string Said) : SettingResult(Said);

    /// <summary>Their role may not.</summary>
    public sealed record Forbidden(string Said) : SettingResult(Said);

    /// <summary>Somebody changed it since they looked.</summary>
    public sealed record Changed(string Said) : SettingResult(Said);

    /// <summary>What they want is not possible.</summary>
    public sealed record Wrong(string Said) : SettingResult(Said);

    /// <summary>There is no such setting, or no such change.</summary>
    public sealed record NotFound(string Said) : SettingResult(Said);
}

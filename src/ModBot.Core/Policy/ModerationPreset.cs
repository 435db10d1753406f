namespace ModBot.Policy;

/// <summary>Settings that belong together, by the kind of channel they suit; what a file says itself goes before them.</summary>
public enum ModerationPreset
{
    /// <summary>Little work for a channel where rough talk is fine: only the surest tenth of a percent of chat is held.</summary>
    Relaxed,

    /// <summary>The defaults.</summary>
    Standard,

    /// <summary>For a channel that children watch: strict on everything, swearing and sexual terms included; what the classifier could not score is held.</summary>
    Family,
}

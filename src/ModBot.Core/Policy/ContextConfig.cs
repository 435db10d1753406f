namespace ModBot.Policy;

/// <summary>What a hold shows of the chat around it.</summary>
public sealed record ContextConfig
{
    /// <summary>More would be a log of the chat.</summary>
    public const int MaxLines = 10;

    /// <summary>Messages before and after the held one that are kept with it, 0 (none) to 10. They are texts of people who did nothing: they go when the hold goes, and when they are forgotten. Default 5.</summary>
    public int Lines { get; init; } = 5;
}

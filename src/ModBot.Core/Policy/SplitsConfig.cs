namespace ModBot.Policy;

/// <summary>Words and sentences that are spread over several messages, joined and judged as one.</summary>
public sealed record SplitsConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How far apart the first and the last message may be, 1 second to 2 minutes. Default 20 seconds.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(20);
}

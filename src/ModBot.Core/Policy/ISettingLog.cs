using ModBot.Messages;

namespace ModBot.Policy;

/// <summary>The record of settings that were changed: added to, never rewritten, but for the names of people who are forgotten. Thread-safe.</summary>
public interface ISettingLog
{
    Task AppendAsync(SettingChange change, CancellationToken cancellationToken);

    /// <summary>Changes at or after <paramref name="since"/>, in the order in which they were recorded.</summary>
    /// <param name="broadcaster">A channel; null for what concerns every channel.</param>
    /// <param name="since">The earliest.</param>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<SettingChange> ReadAsync(BroadcasterId? broadcaster, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Takes a person out of every entry (<see cref="SettingChange.Without"/>); returns out of how many.</summary>
    Task<int> EraseAsync(BroadcasterId? broadcaster, ChatterId person, CancellationToken cancellationToken);
}

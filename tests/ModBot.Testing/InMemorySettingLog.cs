using System.Runtime.CompilerServices;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Testing;

/// <summary>Setting changes in memory. Thread-safe.</summary>
public sealed class InMemorySettingLog : ISettingLog
{
    private readonly Lock gate = new();
    private readonly List<SettingChange> changes = [];

    /// <summary>When set, every call throws <see cref="HoldStoreUnavailableException"/>.</summary>
    public bool IsDown { get; set; }

    public Task AppendAsync(SettingChange change, CancellationToken cancellationToken)
    {
        if (IsDown) return Task.FromException(new HoldStoreUnavailableException("The in-memory log was told to be down."));
        lock (gate) changes.Add(change);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<SettingChange> ReadAsync(BroadcasterId? broadcaster, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        SettingChange[] found;
        lock (gate) found = [.. changes.Where(change => change.Broadcaster == broadcaster && change.At >= since)];
        foreach (var change in found) yield return change;
    }

    public Task<int> EraseAsync(BroadcasterId? broadcaster, ChatterId person, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var erased = 0;
            for (var i = 0; i < changes.Count; i++)
            {
                if (changes[i].Broadcaster != broadcaster || changes[i].Without(person) is not { } without) continue;
                changes[i] = without;
                erased++;
            }
            return Task.FromResult(erased);
        }
    }

    /// <summary>Everything recorded of a channel, or of all channels.</summary>
    public Task<List<SettingChange>> ListAsync(BroadcasterId? broadcaster)
    {
        lock (gate) return Task.FromResult(changes.Where(change => change.Broadcaster == broadcaster).ToList());
    }
}

using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Reports;

/// <summary>Takes a person out of the store: what they sent becomes tombstones that still count, and their name goes from what they did. Doing it again changes nothing.</summary>
internal sealed class Forgetting(IHoldStore store, ISettingLog settings, TimeProvider time)
{
    /// <summary>The ids of everybody whom the stores know by this login or id. Logins change hands, so there can be several.</summary>
    public async Task<IReadOnlySet<ChatterId>> FindAsync(IReadOnlyList<ChosenChannel> channels, string name, CancellationToken cancellationToken)
    {
        var found = new HashSet<ChatterId>();
        foreach (var channel in channels)
        {
            await foreach (var hold in store.ReadSinceAsync(channel.Broadcaster, DateTimeOffset.MinValue, cancellationToken))
            {
                var history = await store.ReadHistoryAsync(channel.Broadcaster, hold.Id, cancellationToken);
                foreach (var chatter in Erasure.Senders(hold).Concat(Erasure.Bystanders(hold))) Note(Actor.Of(chatter));
                foreach (var actor in Erasure.Actors(hold, history)) Note(actor);
            }
        }
        foreach (var broadcaster in Logs(channels))
        {
            await foreach (var change in settings.ReadAsync(broadcaster, DateTimeOffset.MinValue, cancellationToken))
            {
                Note(change.By);
                if (change.Without(new ChatterId(name)) is not null) found.Add(new ChatterId(name));
            }
        }
        found.Remove(Actor.Erased.Id);
        return found;

        void Note(Actor actor)
        {
            if (!actor.IsMachine && (actor.Id.Value == name || actor.Login.Equals(name, StringComparison.OrdinalIgnoreCase))) found.Add(actor.Id);
        }
    }

    /// <summary>Erases one person in these channels.</summary>
    public async Task<Forgotten> ForgetAsync(IReadOnlyList<ChosenChannel> channels, ChatterId person, CancellationToken cancellationToken)
    {
        var (sent, named, changes) = (0, 0, 0);
        foreach (var channel in channels)
        {
            // Listed whole first: what is replaced must not move under the reading.
            var holds = new List<HoldId>();
            await foreach (var hold in store.ReadSinceAsync(channel.Broadcaster, DateTimeOffset.MinValue, cancellationToken)) holds.Add(hold.Id);
            foreach (var id in holds)
            {
                if (await EraseAsync(channel.Broadcaster, id, person, cancellationToken) is not { } wasSender) continue;
                if (wasSender) sent++;
                else named++;
            }
        }
        foreach (var broadcaster in Logs(channels)) changes += await settings.EraseAsync(broadcaster, person, cancellationToken);
        return new Forgotten(sent, named, changes);
    }

    /// <returns>Whether the person sent what was held; null where the hold does not tell of them.</returns>
    private async Task<bool?> EraseAsync(BroadcasterId broadcaster, HoldId id, ChatterId person, CancellationToken cancellationToken)
    {
        // Once more whenever somebody changed it meanwhile.
        while (await store.FindAsync(broadcaster, id, cancellationToken) is { } hold)
        {
            var history = await store.ReadHistoryAsync(broadcaster, id, cancellationToken);
            if (!Erasure.Concerns(hold, history, person)) return null;
            var (next, kept) = Erasure.Apply(hold, history, person, time.GetUtcNow());
            if (await store.ReplaceAsync(next, kept, cancellationToken) is ChangeResult.Changed) return hold.Message.Chatter.Id == person;
        }
        return null;
    }

    private static IEnumerable<BroadcasterId?> Logs(IReadOnlyList<ChosenChannel> channels) => channels.Select(channel => (BroadcasterId?)channel.Broadcaster).Append(null);
}

/// <summary>What was erased.</summary>
/// <param name="Sent">Holds of what the person sent, now without text, names and free words.</param>
/// <param name="Named">Other holds from which their name went.</param>
/// <param name="Changes">Recorded setting changes from which it went.</param>
internal sealed record Forgotten(int Sent, int Named, int Changes);

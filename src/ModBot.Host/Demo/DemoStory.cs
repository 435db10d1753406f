using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Messages;
using ModBot.Raids;

namespace ModBot.Host.Demo;

/// <summary>One example each of what a demo showed, told from the holds' own histories.</summary>
internal static class DemoStory
{
    /// <summary>What there was of each kind, by the kind's name: which hold, and what happened to it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TellAsync(IHoldStore store, BroadcasterId broadcaster, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var hold in store.ReadSinceAsync(broadcaster, since, cancellationToken))
        {
            var history = await store.ReadHistoryAsync(broadcaster, hold.Id, cancellationToken);
            // The richest history makes the best example.
            foreach (var kind in KindsOf(hold, history)) told[kind] = told.TryGetValue(kind, out var before) && before.Length >= Tell(hold, history).Length ? before : Tell(hold, history);
        }
        return told;
    }

    private static IEnumerable<string> KindsOf(Hold hold, IReadOnlyList<HistoryEntry> history)
    {
        if (hold.RaidSize is not null) yield return "raid card";
        else if (!hold.Lines.IsEmpty) yield return "split message";
        else if (hold.Decision.Reasons is [{ Category: null, Source: not RaidCards.Source and not "automod" }, ..]) yield return "rule";
        if (hold.Kind == HoldKind.Twitch || hold.Resolution?.From == HoldKind.Twitch) yield return "held by Twitch";
        if (history.Any(entry => entry.Action == HistoryAction.Undone)) yield return "undo";
        if (hold is { Proposal.By: { IsMachine: false } by, Resolution.By: { IsMachine: false } decider } && by.Id != decider.Id) yield return "proposal confirmed";
    }

    private static string Tell(Hold hold, IReadOnlyList<HistoryEntry> history) =>
        $"{Wording.Brief(hold)}: {string.Join(", ", history.Select(Tell))}";

    private static string Tell(HistoryEntry entry)
    {
        var what = string.Concat(entry.Action.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
        return entry.By.IsMachine ? what : $"{what} by {entry.By.Login}";
    }
}

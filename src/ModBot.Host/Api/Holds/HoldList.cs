using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Api.Holds;

/// <summary>Pages of a channel's holds.</summary>
internal sealed class HoldList(ReviewDesk desk, IHoldStore store, PolicyBook policies, TimeProvider time)
{
    /// <summary>As many as the desk sorts.</summary>
    private const int MaxOpen = 5000;

    public async Task<(IReadOnlyList<Hold> Holds, string? Next)> ReadAsync(BroadcasterId broadcaster, HoldQuery query, CancellationToken cancellationToken)
    {
        var order = query.Order ?? (query.IsOpen ? policies.For(broadcaster).Config.Holds.Order : HoldOrder.Newest);
        var all = query.IsOpen ? await desk.ListOpenAsync(broadcaster, MaxOpen, cancellationToken) : await EndedAsync(broadcaster, query, cancellationToken);
        var after = Sort(all, order).SkipWhile(hold => query.After is { } place && !place.IsBefore(hold, order)).Take(query.Limit + 1).ToArray();
        // Priority changes with time, so there is no place in that order to go on from.
        var next = after.Length > query.Limit && order != HoldOrder.Priority ? HoldPlace.Of(after[query.Limit - 1]).ToString() : null;
        return (after.Length > query.Limit ? after[..query.Limit] : after, next);
    }

    /// <summary>A hold by its id or its code.</summary>
    public async Task<Hold?> FindAsync(BroadcasterId broadcaster, string named, CancellationToken cancellationToken) =>
        await store.FindAsync(broadcaster, new HoldId(named), cancellationToken) ?? await desk.FindAsync(broadcaster, ShortCode.Create(named), cancellationToken);

    /// <summary>As the desk sorts, and what came in one moment by its id: a cursor needs one order.</summary>
    private IEnumerable<Hold> Sort(IEnumerable<Hold> holds, HoldOrder order) => order switch
    {
        HoldOrder.Oldest => holds.OrderBy(HoldPlace.Of),
        HoldOrder.Newest => holds.OrderByDescending(HoldPlace.Of),
        _ => HoldPriority.Sort(holds, order, time.GetUtcNow()),
    };

    private async Task<IReadOnlyList<Hold>> EndedAsync(BroadcasterId broadcaster, HoldQuery query, CancellationToken cancellationToken)
    {
        var ended = new List<Hold>();
        await foreach (var hold in store.ReadSinceAsync(broadcaster, query.Since, cancellationToken))
        {
            if (query.State is null || hold.State == query.State) ended.Add(hold);
        }
        return ended;
    }
}

/// <summary>Which holds are wanted.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Since">Created at or after this; open ones are shown whatever their age.</param>
internal sealed record HoldQuery(HoldState? State, int Limit, HoldOrder? Order, HoldPlace? After, DateTimeOffset Since)
{
    public bool IsOpen => State == HoldState.Open;
}

/// <summary>A place in a list that is ordered by time: just after one hold.</summary>
internal readonly record struct HoldPlace(DateTimeOffset CreatedAt, string Id) : IComparable<HoldPlace>
{
    public static HoldPlace Of(Hold hold) => new(hold.CreatedAt, hold.Id.Value);

    public static bool TryParse(string text, out HoldPlace place)
    {
        place = default;
        Span<byte> bytes = stackalloc byte[512];
        if (text.Length > 600 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written)) return false;
        var parts = Encoding.UTF8.GetString(bytes[..written]).Split(' ', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.Ticks) return false;
        place = new HoldPlace(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1]);
        return true;
    }

    /// <summary>Whether a hold comes after this place.</summary>
    public bool IsBefore(Hold hold, HoldOrder order) => order == HoldOrder.Newest ? Of(hold).CompareTo(this) < 0 : Of(hold).CompareTo(this) > 0;

    public int CompareTo(HoldPlace other) => CreatedAt.CompareTo(other.CreatedAt) is not 0 and var byTime ? byTime : string.CompareOrdinal(Id, other.Id);

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks} {Id}")));
}

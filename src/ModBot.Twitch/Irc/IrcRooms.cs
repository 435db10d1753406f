using System.Collections.Immutable;
using System.Text;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Irc;

/// <summary>The channels of one connection: asked for, joined, or not answered. For one thread.</summary>
internal sealed class IrcRooms(JoinLimit joins, TimeProvider clock)
{
    // Twitch says nothing at all about a channel that does not exist.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Room> rooms = new(StringComparer.Ordinal);

    /// <summary>Everything that is wanted has been asked for, and has been answered or had its time.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>At least one channel is read.</summary>
    public bool IsReading => rooms.Values.Any(room => room.Id is not null);

    public ImmutableArray<TwitchChannelStatus> Status => [.. rooms.Select(entry => entry.Value.Status(entry.Key))];

    /// <summary>The lines that make what is joined what is wanted, as far as Twitch's limit allows at this moment.</summary>
    public string Follow(IEnumerable<RosterChannel> wanted)
    {
        var lines = new StringBuilder();
        var logins = wanted.Select(channel => channel.Login).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in rooms.Keys.Except(logins).ToArray())
        {
            rooms.Remove(gone);
            lines.Append("PART #").Append(gone).Append("\r\n");
        }
        var hasAskedAll = true;
        foreach (var login in logins.Where(login => !rooms.TryGetValue(login, out var room) || IsToAskAgain(room)))
        {
            hasAskedAll = joins.TryJoin();
            if (!hasAskedAll) break;
            rooms[login] = new Room(clock.GetTimestamp());
            lines.Append("JOIN #").Append(login).Append("\r\n");
        }
        foreach (var room in rooms.Values.Where(room => room is { Id: null, Problem: null } && clock.GetElapsedTime(room.AskedAt) >= AnswerLimit))
        {
            room.Problem = "Twitch does not answer; perhaps there is no channel of this name.";
        }
        IsSettled = hasAskedAll && rooms.Values.All(room => room.Id is not null || room.Problem is not null);
        return lines.ToString();
    }

    public void Joined(ReadOnlySpan<char> login, BroadcasterId id)
    {
        // What was parted meanwhile is of no interest.
        if (Find(login) is { } room) (room.Id, room.Problem) = (id, null);
    }

    public void Refused(ReadOnlySpan<char> login, string problem)
    {
        if (Find(login) is { } room) (room.Id, room.Problem, room.AskedAt) = (null, problem, clock.GetTimestamp());
    }

    /// <summary>Null for a channel that was not joined, or is no longer wanted.</summary>
    public BroadcasterId? IdOf(ReadOnlySpan<char> login) => Find(login)?.Id;

    private Room? Find(ReadOnlySpan<char> login) => rooms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(login, out var room) ? room : null;

    private bool IsToAskAgain(Room room) => room.Id is null && clock.GetElapsedTime(room.AskedAt) >= AskAgainAfter;

    private sealed class Room(long askedAt)
    {
        public long AskedAt { get; set; } = askedAt;

        public BroadcasterId? Id { get; set; }

        public string? Problem { get; set; }

        public TwitchChannelStatus Status(string login) => new(login, Id)
        {
            Live = Id is null ? [] : [EventTypes.ChatMessage],
            Problems = Problem is null ? ImmutableDictionary<string, string>.Empty : TwitchChannelStatus.Problem("irc", Problem),
        };
    }
}

using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Web.Access;

/// <summary>Somebody at the desk, for one request: who they are and where they may look.</summary>
/// <param name="Channels">The channels of the bot in which their role lets them view, by login.</param>
public sealed record DeskUser(ChatterId Id, string Login, IReadOnlyList<DeskChannel> Channels)
{
    /// <summary>The user of this request; every page of the desk has one.</summary>
    public static ValueTask<DeskUser?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Features.Get<DeskUser>());

    /// <summary>The channel of that login, or null when it is none of theirs, or none at all: the two look the same.</summary>
    public DeskChannel? Find(string? login) => Channels.FirstOrDefault(channel => channel.Login.Equals(login, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A channel as somebody at the desk has it.</summary>
/// <param name="Role">What they may do there.</param>
/// <param name="Person">They as the review desk knows them there.</param>
public sealed record DeskChannel(string Login, BroadcasterId Id, Role Role, Chatter Person)
{
    /// <summary>The channel that the address names (<c>{channel}</c>).</summary>
    public static ValueTask<DeskChannel?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Features.Get<DeskChannel>());

    public bool May(Permissions permission) => Role.Has(permission);
}

using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Api.Access;

/// <summary>Who calls: a key, and in the channel of the address, if it names one, its role.</summary>
/// <param name="Channel">The channel; the default where the address names none.</param>
/// <param name="Role">The role in the channel; null where the address names none.</param>
internal sealed record ApiCaller(ApiKey Key, BroadcasterId Channel, Role? Role)
{
    /// <summary>The key as review and settings know who acts.</summary>
    public Chatter Chatter => Key.Chatter;

    public SettingSource Source => new(Actor.Of(Chatter), SettingSurface.Api);

    /// <summary>The same for the desk that changes settings, where the address names a channel.</summary>
    public SettingPerson Person => new(Channel, Role!, Source);

    public bool Has(string scope) => Key.Scopes.Contains(scope);

    /// <summary>What to call the channel of the address: its login, or else its id.</summary>
    public string NameIn(ChannelDirectory directory) => Key.Channels.First(channel => channel.Id == Channel).LoginIn(directory) ?? Channel.Value;

    /// <summary>Who calls an endpoint that no stranger reaches.</summary>
    public static ValueTask<ApiCaller> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<ApiCaller>() ?? throw new System.Diagnostics.UnreachableException($"{http.Request.Path} asks for a caller and has no {nameof(ApiAccess)}."));
}

using System.Collections.Immutable;
using ModBot.Messages;

namespace ModBot.Twitch.Auth;

/// <summary>Who the bot is, as Twitch's validation says.</summary>
/// <param name="Scopes">What the login may do; empty when Twitch did not say.</param>
public sealed record TwitchIdentity(ChatterId Id, string Login, string ClientId, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>False only when Twitch listed the scopes and none of these is among them.</summary>
    public bool MayUse(params ReadOnlySpan<string> anyOf)
    {
        if (anyOf.IsEmpty || Scopes.IsDefaultOrEmpty) return true;
        foreach (var scope in anyOf)
        {
            if (Scopes.Contains(scope)) return true;
        }
        return false;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ModBot.Sandbox.Helix;

/// <summary>The part of Helix that a moderation bot needs. The group may be mapped under more than one prefix.</summary>
internal static class HelixEndpoints
{
    public static void MapHelix(this IEndpointRouteBuilder app, string prefix)
    {
        var helix = app.MapGroup(prefix);
        helix.MapSubscriptions();
        helix.MapUsers();
        helix.MapChat();
        helix.MapChatSettings();
        helix.MapChatModeration();
        helix.MapBans();
    }
}

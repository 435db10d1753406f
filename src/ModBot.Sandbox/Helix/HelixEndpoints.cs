using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ModBot.Sandbox.Helix;

/// <summary>The part of Helix that a moderation bot needs.</summary>
internal static class HelixEndpoints
{
    public static void MapHelix(this IEndpointRouteBuilder app)
    {
        var helix = app.MapGroup("/helix");
        helix.MapSubscriptions();
        helix.MapConduits();
        helix.MapUsers();
        helix.MapChat();
        helix.MapChatSettings();
        helix.MapChatModeration();
        helix.MapBans();
    }
}

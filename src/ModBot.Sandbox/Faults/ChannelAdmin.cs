using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using static ModBot.Sandbox.Faults.ModerationAdmin;

namespace ModBot.Sandbox.Faults;

/// <summary>What channels and their users do: <c>/admin/channel/...</c>, everything in the query.</summary>
internal static class ChannelAdmin
{
    public static void MapChannel(this IEndpointRouteBuilder admin)
    {
        var channel = admin.MapGroup("/channel");
        MapStream(channel);
        MapTrust(channel);
        MapAutoMod(channel);
    }

    private static void MapStream(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/live", (SandboxChannels channels, bool on = true, string channel = DefaultWorld.Channel) => Do(() => channels.SetLive(channel, on)));
        admin.MapPost("/raid", (SandboxChannels channels, string from, int viewers = 42, string to = DefaultWorld.Channel)
            => Do(() => channels.Raid(from, to, viewers)));
        admin.MapPost("/raid/start", (SandboxChannels channels, string to, int viewers = 42, string from = DefaultWorld.Channel)
            => Do(() => channels.StartRaid(from, to, viewers)));
        admin.MapPost("/raid/cancel", (SandboxChannels channels, string from = DefaultWorld.Channel) => Do(() => channels.CancelRaid(from)));
        admin.MapPost("/shared-chat", (SandboxChannels channels, string with, string host = DefaultWorld.Channel)
            => Do(() => channels.ShareChat(host, with.Split(','))));
        admin.MapPost("/shared-chat/leave", (SandboxChannels channels, string channel = DefaultWorld.Channel) => Do(() => channels.LeaveSharedChat(channel)));
        admin.MapPost("/announce", (SandboxChannels channels, string moderator, string text, string channel = DefaultWorld.Channel)
            => Answer(channels.Announce(channel, moderator, text)));
        admin.MapPost("/resub", (SandboxChannels channels, string user, int months = 10, string text = "", string channel = DefaultWorld.Channel)
            => Do(() => channels.ShareResub(channel, user, months, text)));
    }

    private static void MapTrust(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/shield", (SandboxTrust trust, string moderator, bool on = true, string channel = DefaultWorld.Channel)
            => Do(() => trust.SetShield(channel, moderator, on)));
        admin.MapPost("/suspicious", (SandboxTrust trust, string user, string moderator, SuspiciousStatus status, string channel = DefaultWorld.Channel)
            => Answer(trust.Suspect(channel, moderator, user, status)));
        admin.MapPost("/unban-request", (SandboxTrust trust, string user, string text = "sorry", string channel = DefaultWorld.Channel)
            => trust.RequestUnban(channel, user, text) is { } request ? Results.Json(new { request.Id }) : Results.Conflict());
        admin.MapPost("/unban-request/resolve", (SandboxTrust trust, string id, string moderator, bool approve, string text = "", string channel = DefaultWorld.Channel)
            => Answer(trust.ResolveUnban(channel, moderator, id, approve, text)));
    }

    private static void MapAutoMod(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/automod/level", (SandboxAutoMod autoMod, string moderator, int level, string channel = DefaultWorld.Channel) => level is < 0 or > 4
            ? Results.BadRequest("level must be between 0 and 4")
            : Do(() => autoMod.ChangeSettings(channel, moderator, AutoModSettings.Overall(level))));
        admin.MapPost("/automod/block", (SandboxAutoMod autoMod, string moderator, string text, bool remove = false, string channel = DefaultWorld.Channel)
            => Do(() =>
            {
                if (remove)
                    autoMod.Unblock(channel, moderator, text);
                else
                    autoMod.Block(channel, moderator, text);
            }));
        admin.MapPost("/automod/permit", (SandboxAutoMod autoMod, string moderator, string text, bool remove = false, string channel = DefaultWorld.Channel)
            => Do(() => autoMod.Permit(channel, moderator, text, !remove)));
        admin.MapPost("/automod/links", (SandboxAutoMod autoMod, bool on = true, string channel = DefaultWorld.Channel) => Do(() => autoMod.HoldLinks(channel, on)));
        admin.MapPost("/automod/bytes", (SandboxAutoMod autoMod, bool on = true) => Do(() => autoMod.CountBytes(on)));
        admin.MapPost("/automod/expire", (SandboxAutoMod autoMod) => Results.Json(new { Affected = autoMod.ExpireHolds() }));
    }
}

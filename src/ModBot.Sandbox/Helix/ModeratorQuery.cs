using Microsoft.AspNetCore.Mvc;

namespace ModBot.Sandbox.Helix;

/// <summary>The two ids that every moderation call names in its query.</summary>
internal readonly record struct ModeratorQuery(
    [FromQuery(Name = "broadcaster_id")] string? BroadcasterId, [FromQuery(Name = "moderator_id")] string? ModeratorId);

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Faults;

/// <summary>Another moderator acts in Twitch's own interface: <c>/admin/chat/...</c>, everything in the query.</summary>
internal static class ModerationAdmin
{
    public static void MapModeration(this IEndpointRouteBuilder admin)
    {
        var chat = admin.MapGroup("/chat");
        chat.MapPost("/message", Say);
        chat.MapPost("/delete", (SandboxModeration acts, string message, string moderator, string channel = DefaultWorld.Channel)
            => Answer(acts.Delete(channel, moderator, message)));
        chat.MapPost("/clear", (SandboxModeration acts, string moderator, string channel = DefaultWorld.Channel) => Answer(acts.Clear(channel, moderator)));
        chat.MapPost("/timeout", (SandboxModeration acts, string user, string moderator, int seconds = 600, string reason = "", string channel = DefaultWorld.Channel)
            => Answer(acts.Restrict(channel, moderator, user, TimeSpan.FromSeconds(seconds), reason)));
        chat.MapPost("/ban", (SandboxModeration acts, string user, string moderator, string reason = "", string channel = DefaultWorld.Channel)
            => Answer(acts.Restrict(channel, moderator, user, null, reason)));
        chat.MapPost("/lift", (SandboxModeration acts, string user, string moderator, string channel = DefaultWorld.Channel)
            => Answer(acts.Lift(channel, moderator, user)));
        chat.MapPost("/warn", (SandboxModeration acts, string user, string moderator, string reason = "please stop", string channel = DefaultWorld.Channel)
            => Answer(acts.Warn(channel, moderator, user, reason)));
        chat.MapPost("/acknowledge", (SandboxTrust trust, string user, string channel = DefaultWorld.Channel) => Do(() => trust.AcknowledgeWarning(channel, user)));
        chat.MapPost("/allow", (SandboxModeration acts, string message, string moderator) => Answer(acts.ResolveHeld(moderator, message, allow: true)));
        chat.MapPost("/deny", (SandboxModeration acts, string message, string moderator) => Answer(acts.ResolveHeld(moderator, message, allow: false)));
        chat.MapPost("/role", (SandboxChat people, string user, ChatRole role, string channel = DefaultWorld.Channel) => Do(() => people.SetRole(channel, user, role)));
        chat.MapPost("/settings", ChangeSettings);
    }

    /// <summary>What a refused act is told: the name of Twitch's rule.</summary>
    public static IResult Answer(ModerationResult result)
        => Results.Json(new { Result = result.ToString() }, statusCode: result == ModerationResult.Done ? 200 : 409);

    public static IResult Do(Action act)
    {
        act();
        return Results.NoContent();
    }

    private static IResult Say(SandboxChat chat, string user, string text, string channel = DefaultWorld.Channel)
        => chat.Post(channel, chat.AddUser(user).Id, text) switch
        {
            PostResult.Posted posted => Results.Json(new { Result = "posted", posted.Message.Id }),
            PostResult.Held held => Results.Json(new { Result = "held", held.Message.Id }),
            PostResult.Dropped dropped => Results.Json(new { Result = dropped.Code }, statusCode: StatusCodes.Status409Conflict),
            var other => throw new System.Diagnostics.UnreachableException($"Unknown post result {other}."),
        };

    /// <summary>Slow seconds and follower minutes of -1 switch the mode off; what is not named stays.</summary>
    private static IResult ChangeSettings(
        SandboxChat chat, string moderator, int? slow, int? followers, bool? emotes, bool? subscribers, bool? unique, string channel = DefaultWorld.Channel)
        => Do(() => chat.ChangeSettings(
            channel,
            before => before with
            {
                SlowMode = slow is { } seconds ? seconds >= 0 : before.SlowMode,
                SlowModeWaitTime = slow is >= 0 ? slow : before.SlowModeWaitTime,
                FollowerMode = followers is { } minutes ? minutes >= 0 : before.FollowerMode,
                FollowerModeDuration = followers is >= 0 ? followers : before.FollowerModeDuration,
                EmoteMode = emotes ?? before.EmoteMode,
                SubscriberMode = subscribers ?? before.SubscriberMode,
                UniqueChatMode = unique ?? before.UniqueChatMode,
            },
            moderator));
}

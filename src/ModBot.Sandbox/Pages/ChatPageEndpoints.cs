using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Pages;

/// <summary>What the chat page calls: who is there, what happens, posting and moderating as whoever was picked.</summary>
internal static class ChatPageEndpoints
{
    private static readonly TimeSpan PageTimeout = TimeSpan.FromMinutes(10);

    public static void MapChatPage(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("/chat");
        page.MapGet("/people", People);
        page.MapGet("/events", Follow);
        page.MapPost("/messages", Post);
        page.MapPost("/act", Act);
    }

    private static IResult People(SandboxChat chat) => Results.Json(new
    {
        Channels = chat.Broadcasters.Select(broadcaster => new
        {
            broadcaster.Login,
            Name = broadcaster.DisplayName,
            // Accounts that a transcript created only say their lines; nobody needs to pick among hundreds of them.
            Users = chat.Users
                .Select(user => (User: user, Role: chat.RoleOf(broadcaster.Id, user.Id)))
                .Where(entry => entry.Role != ChatRole.Viewer || entry.User.Id.StartsWith("81", StringComparison.Ordinal))
                .OrderByDescending(entry => entry.Role)
                .Select(entry => new
                {
                    entry.User.Login,
                    Name = entry.User.DisplayName,
                    Role = PageMessage.NameOf(entry.Role),
                    entry.Role.CanModerate,
                }),
        }),
    });

    private static IResult Follow(
        SandboxChat chat, TimeProvider time, IHostApplicationLifetime lifetime, HttpContext context, string channel, string user)
    {
        if (!IsChannel(chat, channel) || chat.FindUser(user) is null)
            return Results.NotFound();

        var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(ending);
        return TypedResults.ServerSentEvents(new ChatPageFeed(chat, time, channel, user).ReadAsync(ending.Token));
    }

    private static IResult Post(SandboxChat chat, PostBody body)
    {
        if (!IsChannel(chat, body.Channel) || chat.FindUser(body.User ?? "") is null || body.Text is null)
            return Results.NotFound();
        return chat.Post(body.Channel!, body.User!, body.Text) switch
        {
            PostResult.Held => Results.Json(new { Notice = "Your message is being checked by mods and has not been sent." }),
            PostResult.Dropped dropped => Results.Json(new { Notice = dropped.Reason }),
            _ => Results.Json(new { Notice = "" }),
        };
    }

    private static IResult Act(SandboxChat chat, SandboxModeration moderation, ActBody body)
    {
        if (!IsChannel(chat, body.Channel) || chat.FindUser(body.User ?? "") is null || chat.FindMessage(body.MessageId ?? "") is not { } message)
            return Results.NotFound();
        if (!chat.RoleOf(body.Channel!, body.User!).CanModerate)
            return Results.Json(new { Notice = "Only moderators may do that." }, statusCode: StatusCodes.Status403Forbidden);

        var (channel, actor, target) = (body.Channel!, body.User!, message.Chatter.Login);
        ModerationResult? result = body.Action switch
        {
            "allow" => moderation.ResolveHeld(actor, message.Id, allow: true),
            "deny" => moderation.ResolveHeld(actor, message.Id, allow: false),
            "delete" => moderation.Delete(channel, actor, message.Id),
            "timeout" => moderation.Restrict(channel, actor, target, PageTimeout, "from the chat page"),
            "ban" => moderation.Restrict(channel, actor, target, null, "from the chat page"),
            "lift" => moderation.Lift(channel, actor, target),
            _ => null,
        };
        return result is null ? Results.BadRequest() : Results.Json(new { Notice = Explain(result.Value) });
    }

    private static bool IsChannel(SandboxChat chat, string? channel)
        => chat.Broadcasters.Any(user => user.Login.Equals(channel, StringComparison.OrdinalIgnoreCase));

    private static string Explain(ModerationResult result) => result switch
    {
        ModerationResult.Done => "",
        ModerationResult.NotFound => "That message is gone already.",
        ModerationResult.BroadcastersMessage => "The broadcaster's messages cannot be deleted.",
        ModerationResult.ModeratorsMessage => "You cannot delete another moderator's message.",
        ModerationResult.TargetNotAllowed => "That cannot be done to this user.",
        ModerationResult.AlreadyBanned => "This user is banned already.",
        ModerationResult.NotBanned => "This user is not banned.",
        ModerationResult.AlreadyProcessed => "Somebody decided that already.",
        _ => "Only moderators may do that.",
    };

    private sealed record PostBody(string? Channel, string? User, string? Text);

    private sealed record ActBody(string? Channel, string? User, string? MessageId, string? Action);
}

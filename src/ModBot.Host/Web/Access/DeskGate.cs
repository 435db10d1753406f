using Microsoft.AspNetCore.Antiforgery;
using ModBot.Host.Web.Layout;

namespace ModBot.Host.Web.Access;

/// <summary>Marks what belongs to the desk.</summary>
internal sealed class DeskEndpoint;

/// <summary>Marks what is for everybody who has logged in, also with a role nowhere.</summary>
internal sealed class NeedsNoRole;

/// <summary>
/// What stands before every page and every act of the desk: an act carries the token of a page of ours; the user is who their session says, and a channel in the address is one of theirs.
/// Somebody else's channel looks like one that does not exist.
/// </summary>
internal sealed class DeskGate(RequestDelegate next, DeskAccess access, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DeskEndpoint>() is null || http.Features.Get<DeskSession>() is not { } session)
        {
            await next(http);
            return;
        }
        if (!await IsReadableAsync(http.Request))
        {
            await DeskPage.SayAsync(http, StatusCodes.Status400BadRequest, "That could not be read", "The form is too long, or has characters in it that no form may have. Go back and type it again.");
            return;
        }
        if (!HttpMethods.IsGet(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http))
        {
            await DeskPage.SayAsync(http, StatusCodes.Status400BadRequest, "This page is out of date", "It was open while somebody logged in or out, or it is not a page of this desk. Load it again.");
            return;
        }
        var user = access.UserOf(session);
        http.Features.Set(user);
        if (user.Channels.Count == 0 && http.GetEndpoint()?.Metadata.GetMetadata<NeedsNoRole>() is null)
        {
            await DeskPage.Of<NoRolePage>(StatusCodes.Status403Forbidden, new { user.Login }).ExecuteAsync(http);
            return;
        }
        if (http.GetRouteValue("channel") is string login)
        {
            if (user.Find(login) is not { } channel)
            {
                await DeskPage.SayAsync(http, StatusCodes.Status404NotFound, "There is no such page", "No channel of yours has that name.");
                return;
            }
            http.Features.Set(channel);
        }
        await next(http);
    }

    /// <summary>Reads the form, where there is one, so that what is wrong with it is said here and not found out by whoever asks it first.</summary>
    private static async Task<bool> IsReadableAsync(HttpRequest request)
    {
        try
        {
            if (request.HasFormContentType) await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

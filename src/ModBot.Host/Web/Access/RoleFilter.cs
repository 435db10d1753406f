using ModBot.Host.Web.Layout;
using ModBot.Policy;

namespace ModBot.Host.Web.Access;

/// <summary>Keeps an endpoint of a channel to roles that have a permission.</summary>
internal static class RoleFilter
{
    /// <param name="endpoint">An endpoint with <c>{channel}</c> in its address.</param>
    /// <param name="permission">What the role must have.</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Permissions permission) => endpoint.AddEndpointFilter(async (context, next) =>
        context.HttpContext.Features.Get<DeskChannel>() is { } here && here.May(permission)
            ? await next(context)
            : DeskPage.Say(StatusCodes.Status403Forbidden, "That is not for your role", $"It needs the permission {permission}; somebody who may give roles can give you one that has it."));
}

using Microsoft.Extensions.Options;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Api.Access;

/// <summary>
/// Lets requests through to the endpoints of the API: key, scope, channel, role. A channel that is not the key's own is answered like one that does not exist. Runs before the body is read.
/// </summary>
internal sealed class ApiGate(RequestDelegate next, ApiKeys keys, PolicyBook policies, ChannelDirectory directory, IOptions<ApiOptions> options)
{
    /// <summary>The name under which addresses name a channel, by login or id.</summary>
    public const string ChannelParameter = "channel";

    private const string Bearer = "Bearer ";
    private const string GoogleHeader = "X-Goog-Api-Key";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ApiAccess>() is not { } access) return next(http);
        if (Admit(http, access, out var caller) is { } refusal) return refusal.ExecuteAsync(http);
        http.Features.Set(caller);
        return next(http);
    }

    private ApiError? Admit(HttpContext http, ApiAccess access, out ApiCaller? caller)
    {
        caller = null;
        var isOpen = options.Value.IsOpen(access.Scope);
        var secret = SecretOf(http.Request, access);
        var key = secret is null ? null : keys.Find(secret);
        if (key is null)
        {
            // Clients of the Perspective API go on sending the key that they had there.
            if (isOpen && (secret is null || access.Dialect == ErrorDialect.Google)) return null;
            return secret is null ? ApiError.NoKey : ApiError.UnknownKey;
        }
        if (!isOpen && access.Scope is { } scope && !key.Scopes.Contains(scope)) return ApiError.Forbidden($"The key {key.Name} is not for {scope}.");
        if (http.GetRouteValue(ChannelParameter) is not string named)
        {
            caller = new ApiCaller(key, default, null);
            return null;
        }
        if (Find(key, named) is not { } channel) return ApiError.NotFound($"There is no channel '{named}', or the key {key.Name} is not for it.");
        if (policies.For(channel).Roles.Of(key.Chatter) is not { } role) return ApiError.Forbidden($"The key's role, {key.Role}, is none of this channel's.");
        if (!role.Has(access.Permission)) return ApiError.Forbidden($"The role {role.Name} needs the permission {access.Permission}.");
        caller = new ApiCaller(key, channel, role);
        return null;
    }

    private static string? SecretOf(HttpRequest request, ApiAccess access)
    {
        if (request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return header[Bearer.Length..].Trim();
        if (request.Headers.Authorization.Count > 0) return "";
        if (access.Dialect != ErrorDialect.Google) return null;
        if (request.Headers[GoogleHeader] is [{ Length: > 0 } named, ..]) return named;
        // An address lands in logs and histories, so it carries a key only where the clients of another service know no better.
        return request.Query["key"] is [{ Length: > 0 } key, ..] ? key : null;
    }

    private BroadcasterId? Find(ApiKey key, string named) =>
        key.Channels.FirstOrDefault(channel => channel.Id.Value == named || string.Equals(channel.LoginIn(directory), named, StringComparison.OrdinalIgnoreCase))?.Id;
}

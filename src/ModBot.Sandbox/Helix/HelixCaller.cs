using Microsoft.AspNetCore.Http;
using ModBot.Sandbox.OAuth;

namespace ModBot.Sandbox.Helix;

/// <summary>Who calls Helix, as <see cref="HelixGate"/> found out.</summary>
internal sealed record HelixCaller(SandboxToken Token, TokenStore Tokens)
{
    /// <summary>The token's user, or null for an application's token.</summary>
    public string? UserId => Token.UserId;

    public static ValueTask<HelixCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<HelixCaller>());

    /// <summary>Refuses a caller who may not act for the user, or has none of the scopes (any one of them is enough).</summary>
    public IResult? Refuse(string? actingUserId, params ReadOnlySpan<string> anyOfScopes)
    {
        if (UserId is not null && UserId != actingUserId)
            return HelixErrors.Unauthorized("The ID in the request must match the user ID found in the request's OAuth token.");

        foreach (var scope in anyOfScopes)
        {
            if (UserId is not null ? Token.Scopes.Contains(scope) : Tokens.HasGranted(Token.ClientId, actingUserId ?? "", scope))
                return null;
        }

        return anyOfScopes.IsEmpty ? null : HelixErrors.Unauthorized($"Missing scope: {anyOfScopes[0]}");
    }
}

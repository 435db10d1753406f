using Microsoft.AspNetCore.Diagnostics;
using ModBot.Holds;
using ModBot.Host.Api.Access;

namespace ModBot.Host.Api;

/// <summary>Says that the store is away, which is nobody's mistake: the same request works again once it is back.</summary>
internal sealed class StoreAwayHandler : IExceptionHandler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // By now the request has no endpoint any more; the feature remembers it.
        if (exception is not HoldStoreUnavailableException || httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<ApiAccess>() is null) return false;
        // What it says of the store is for whoever runs the bot; readiness and the log have it.
        await new ApiError(StatusCodes.Status503ServiceUnavailable, "store-away", "The store is away", "What is held cannot be read or changed now; try again in a moment.", RetryAfter).ExecuteAsync(httpContext);
        return true;
    }
}

using Microsoft.AspNetCore.Http.Metadata;

namespace ModBot.Host.Api;

/// <summary>The longest body that an endpoint reads.</summary>
internal sealed record RequestSize(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>For a body of a few fields.</summary>
    public static RequestSize Small { get; } = new(16_384);
}

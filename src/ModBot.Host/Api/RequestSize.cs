using Microsoft.AspNetCore.Http.Metadata;

namespace ModBot.Host.Api;

/// <summary>The longest body that an endpoint reads.</summary>
internal sealed record RequestSize(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

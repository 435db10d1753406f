using Microsoft.Extensions.Options;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Channels;
using ModBot.Host.Api.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Api.Perspective;

namespace ModBot.Host.Api;

/// <summary>What the API needs of the container.</summary>
internal static class ApiParts
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<HoldList>();
        services.AddSingleton<CommentAnalyzer>();
        services.AddSingleton<SettingsAnswer>();
        KeyRateLimit.Add(services);
    }
}

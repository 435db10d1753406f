using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;

namespace ModBot.Redis;

/// <summary>Adds the production store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IHoldStore"/> and what is kept beside it over Redis, unless a store is there already. The caller adds logging. The connection is made at the first call, not
    /// here.
    /// </summary>
    public static IServiceCollection AddModBotRedis(this IServiceCollection services)
    {
        services.AddOptions<RedisStoreOptions>().BindConfiguration(RedisStoreOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisStoreOptions>, RedisStoreOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisStoreOptions>, RedisConfigurationValidator>());
        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<IHoldStore, RedisHoldStore>();
        services.TryAddSingleton<ISettingLog, RedisSettingLog>();
        services.TryAddSingleton<IChatCountStore, RedisChatCountStore>();
        return services;
    }
}

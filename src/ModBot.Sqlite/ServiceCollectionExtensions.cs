using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;

namespace ModBot.Sqlite;

/// <summary>Adds the embedded store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IHoldStore"/> and what is kept beside it over one SQLite file, unless a store is there already. The file is opened at the first call, not here.</summary>
    public static IServiceCollection AddModBotSqlite(this IServiceCollection services)
    {
        services.AddOptions<SqliteStoreOptions>().BindConfiguration(SqliteStoreOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.TryAddSingleton<SqliteDatabase>();
        services.TryAddSingleton<IHoldStore, SqliteHoldStore>();
        services.TryAddSingleton<ISettingLog, SqliteSettingLog>();
        services.TryAddSingleton<IChatCountStore, SqliteChatCountStore>();
        return services;
    }
}

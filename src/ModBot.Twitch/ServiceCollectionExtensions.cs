using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Helix;

namespace ModBot.Twitch;

/// <summary>Adds Twitch.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IChatSource"/>, <see cref="IEnforcer"/>, <see cref="TwitchDirectory"/>, <see cref="TwitchDoctor"/>, <see cref="TwitchHealth"/>,
    /// <see cref="ChannelRoster"/>, <see cref="DeviceLogin"/>, <see cref="StreamerConnection"/>, <see cref="TwitchAccounts"/> and <see cref="TwitchMetrics"/>. Whatever is registered before wins: a <see cref="TwitchLogin"/>, for one, replaces the environment's.
    /// The host brings data protection (<c>AddDataProtection</c>) and says where its keys lie.
    /// </summary>
    public static IServiceCollection AddModBotTwitch(this IServiceCollection services)
    {
        services.AddOptions<TwitchOptions>().BindConfiguration(TwitchOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwitchOptions>, TwitchOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwitchOptions>, TwitchChannelsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddMetrics();
        services.TryAddSingleton<TwitchMetrics>();
        services.TryAddSingleton<TwitchHealth>();
        services.TryAddSingleton<ChannelRoster>();

        // The factory's own logging would write a line or two for each call.
        services.AddHttpClient(AuthClient.HttpName).ConfigureHttpClient(Bound).RemoveAllLoggers();
        services.AddHttpClient(HelixSender.HttpName).ConfigureHttpClient(Bound).RemoveAllLoggers();

        services.TryAddSingleton(_ => TwitchLogin.FromEnvironment(Environment.GetEnvironmentVariable));
        services.TryAddSingleton<TokenStore>();
        services.TryAddSingleton<AuthClient>();
        services.TryAddSingleton<TokenSource>();
        services.TryAddSingleton<AppTokenSource>();
        services.TryAddSingleton(s => new DeviceLogin(s.GetRequiredService<AuthClient>(), s.GetRequiredService<TokenStore>(), s.GetRequiredService<IOptions<TwitchOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new StreamerConnection(s.GetRequiredService<AuthClient>(), s.GetRequiredService<TokenStore>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new TwitchAccounts(
            s.GetRequiredService<AuthClient>(), s.GetRequiredService<TokenStore>(), s.GetRequiredService<TokenSource>(), s.GetRequiredService<IOptions<TwitchOptions>>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<TwitchAccounts>>()));
        services.TryAddSingleton<HelixSender>();
        services.TryAddSingleton<HelixClient>();
        services.TryAddSingleton(s => new TwitchDirectory(s.GetRequiredService<HelixClient>(), s.GetRequiredService<TokenSource>()));
        services.TryAddSingleton(s => new TwitchDoctor(
            s.GetRequiredService<HelixClient>(), s.GetRequiredService<TokenSource>(), s.GetRequiredService<TwitchDirectory>(), s.GetRequiredService<ChannelRoster>()));
        services.TryAddSingleton<IEnforcer, HelixEnforcer>();
        services.TryAddSingleton<IEventSubTransport, WebSocketTransport>();
        services.TryAddSingleton(s => ReconnectDelays.Endless(
            s.GetRequiredService<IOptions<TwitchOptions>>().Value.LongestReconnectDelay, s.GetRequiredService<Random>().NextDouble));
        services.TryAddSingleton<IChatSource>(ChatSource);
        return services;
    }

    private static void Bound(IServiceProvider services, HttpClient client) => client.Timeout = services.GetRequiredService<IOptions<TwitchOptions>>().Value.RequestLimit;

    private static EventSubChatSource ChatSource(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TwitchOptions>>().Value;
        return new EventSubChatSource(
            events => ActivatorUtilities.CreateInstance<EventSubSession>(
                services, events, options, ActivatorUtilities.CreateInstance<Subscriptions>(services), ActivatorUtilities.CreateInstance<NotificationReader>(services)),
            services.GetRequiredService<TokenSource>(),
            options);
    }
}

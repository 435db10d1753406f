using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Appeals;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Shield;
using ModBot.Twitch.Auth;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch;

/// <summary>Adds Twitch.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IChatSource"/>, <see cref="IEnforcer"/>, <see cref="IChannelGuard"/>, <see cref="IUnbanRequests"/>, <see cref="TwitchDirectory"/>, <see cref="TwitchDoctor"/>, <see cref="TwitchHealth"/>,
    /// <see cref="ChannelRoster"/>, <see cref="DeviceLogin"/>, <see cref="BrowserLogin"/>, <see cref="TwitchAccounts"/> and <see cref="TwitchMetrics"/>. Whatever is registered before wins: a <see cref="TwitchLogin"/>, for one, replaces the environment's.
    /// The host brings data protection (<c>AddDataProtection</c>) and says where its keys lie.
    /// </summary>
    public static IServiceCollection AddModBotTwitch(this IServiceCollection services)
    {
        services.AddOptions<TwitchOptions>().BindConfiguration(TwitchOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwitchOptions>, TwitchOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwitchOptions>, TwitchChannelsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TwitchOptions>, ConduitOptionsValidator>());
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
        services.TryAddSingleton<HelixBreaker>();
        services.TryAddSingleton(s => new DeviceLogin(s.GetRequiredService<AuthClient>(), s.GetRequiredService<TokenStore>(), s.GetRequiredService<IOptions<TwitchOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new BrowserLogin(
            s.GetRequiredService<AuthClient>(), s.GetRequiredService<TokenStore>(), s.GetRequiredService<IHttpClientFactory>(), s.GetRequiredService<IOptions<TwitchOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new TwitchAccounts(
            s.GetRequiredService<AuthClient>(), s.GetRequiredService<TokenStore>(), s.GetRequiredService<TokenSource>(), s.GetRequiredService<IOptions<TwitchOptions>>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<TwitchAccounts>>()));
        services.TryAddSingleton<HelixSender>();
        services.TryAddSingleton<JoinLimit>();
        services.TryAddSingleton<ChatLimits>();
        services.TryAddSingleton<HelixClient>();
        services.TryAddSingleton<ConduitClient>();
        services.TryAddSingleton(s => new TwitchDirectory(s.GetRequiredService<HelixClient>(), s.GetRequiredService<TokenSource>()));
        services.TryAddSingleton(s => new TwitchDoctor(
            s.GetRequiredService<HelixClient>(), s.GetRequiredService<TokenSource>(), s.GetRequiredService<TwitchDirectory>(), s.GetRequiredService<ChannelRoster>()));
        services.TryAddSingleton<IEnforcer, HelixEnforcer>();
        services.TryAddSingleton<IChannelGuard, HelixGuard>();
        services.TryAddSingleton<IUnbanRequests, HelixUnbanRequests>();
        services.TryAddSingleton<IEventSubTransport, WebSocketTransport>();
        services.TryAddSingleton<IIrcTransport, IrcWebSocketTransport>();
        services.TryAddSingleton<IrcMetrics>();
        services.TryAddSingleton(s => ReconnectDelays.Endless(
            s.GetRequiredService<IOptions<TwitchOptions>>().Value.LongestReconnectDelay, s.GetRequiredService<Random>().NextDouble));
        services.TryAddSingleton<IChatSource>(ChatSource);
        return services;
    }

    private static void Bound(IServiceProvider services, HttpClient client) => client.Timeout = services.GetRequiredService<IOptions<TwitchOptions>>().Value.RequestLimit;

    private static IChatSource ChatSource(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TwitchOptions>>().Value;
        return options.ChatSource == TwitchChatSource.Irc ? Irc(services, options)
            : options.IrcFallbackAfter > TimeSpan.Zero && IsOneTwitch(options) ? EventSubOrIrc(services, options)
            : EventSub(services, options);
    }

    private static LoopChatSource EventSub(IServiceProvider services, TwitchOptions options) =>
        new(events => [.. EventSubLoops.Create(services, events), Validation(services)], options.QueueLength);

    private static LoopChatSource Irc(IServiceProvider services, TwitchOptions options) =>
        new(events => [IrcSession(services, events, isStandby: false).RunAsync, Validation(services)], options.QueueLength);

    private static LoopChatSource EventSubOrIrc(IServiceProvider services, TwitchOptions options)
    {
        var standby = new LoopChatSource(events => [IrcSession(services, events, isStandby: true).RunAsync], options.QueueLength);
        return new LoopChatSource(events => ActivatorUtilities.CreateInstance<Fallback>(services, EventSub(services, options), standby, events, options).Loops, options.QueueLength);
    }

    /// <summary>Twitch wants the login validated while it is in use.</summary>
    private static Func<CancellationToken, Task> Validation(IServiceProvider services) => services.GetRequiredService<TokenSource>().RunAsync;

    private static IrcSession IrcSession(IServiceProvider services, ChannelWriter<ChatEvent> events, bool isStandby) => ActivatorUtilities.CreateInstance<IrcSession>(
        services, events, isStandby, ActivatorUtilities.CreateInstance<IrcLogins>(services), ActivatorUtilities.CreateInstance<IrcReader>(services),
        services.GetRequiredService<IOptions<TwitchOptions>>().Value);

    /// <summary>A bot of a local Twitch must not find itself in the chat of the real one.</summary>
    private static bool IsOneTwitch(TwitchOptions options)
    {
        var twitch = new TwitchOptions();
        return (options.EventSubUrl == twitch.EventSubUrl) == (options.IrcUrl == twitch.IrcUrl);
    }
}

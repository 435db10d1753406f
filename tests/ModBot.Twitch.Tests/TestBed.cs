using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Testing;
using ModBot.Twitch.Auth;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests;

/// <summary>The whole adapter as the host composes it, with a clock, an HTTP side and a WebSocket side that belong to the test.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    /// <summary>How long to wait for what must happen; only a failing test waits that long.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider services;

    public TestBed(TwitchLogin? login = null, Action<TwitchOptions>? configure = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<System.Diagnostics.Metrics.IMeterFactory>(Metrics);
        collection.AddSingleton(login ?? new TwitchLogin("client-id", "client-secret", "access-0", "refresh-0"));
        collection.AddSingleton<IEventSubTransport>(EventSub);
        collection.AddSingleton(new ReconnectDelays(Enumerable.Repeat(TimeSpan.Zero, 3).Concat(Enumerable.Repeat(TimeSpan.FromHours(1), 1000))));
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        collection.AddModBotTwitch();
        collection.AddHttpClient("ModBot.Twitch.Auth").ConfigurePrimaryHttpMessageHandler(() => Http);
        collection.AddHttpClient("ModBot.Twitch.Helix").ConfigurePrimaryHttpMessageHandler(() => Http);
        collection.Configure<TwitchOptions>(o =>
        {
            o.EventSubUrl = "wss://eventsub.test/ws";
            o.HelixUrl = "https://helix.test";
            o.AuthUrl = "https://auth.test";
            o.TokenFile = null;
            o.Channels = ["pixelharbor"];
            configure?.Invoke(o);
        });
        services = collection.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeTwitch Http { get; } = new();

    public ScriptedEventSub EventSub { get; } = new();

    public RecordingLogger Log { get; } = new();

    public MetricRecorder Metrics { get; } = new();

    public IEnforcer Enforcer => Get<IEnforcer>();

    public TokenSource Tokens => Get<TokenSource>();

    public TwitchHealth Health => Get<TwitchHealth>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ChatReading Read() => new(Get<IChatSource>());

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Metrics.Dispose();
        Http.Dispose();
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Testing;
using ModBot.Twitch.Auth;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests;

/// <summary>The whole adapter as the host composes it, with a clock, an HTTP side and a WebSocket side that belong to the test.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    /// <summary>How long to wait for what must happen; only a failing test waits that long.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    // One for all beds, so that one can read what another has stored, as after a restart.
    private static readonly IDataProtectionProvider Keys = new EphemeralDataProtectionProvider();

    private readonly ServiceProvider services;
    private readonly SignallingClock timers;

    public TestBed(TwitchLogin? login = null, Action<TwitchOptions>? configure = null)
    {
        timers = new SignallingClock(Clock);
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton<TimeProvider>(timers);
        collection.AddSingleton<System.Diagnostics.Metrics.IMeterFactory>(Metrics);
        collection.AddSingleton(login ?? new TwitchLogin("client-id", "client-secret", "access-0", "refresh-0"));
        collection.AddSingleton<IEventSubTransport>(EventSub);
        collection.AddSingleton<IIrcTransport>(Irc);
        collection.AddSingleton(new ReconnectDelays(Enumerable.Repeat(TimeSpan.Zero, 3).Concat(Enumerable.Repeat(TimeSpan.FromHours(1), 1000))));
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        collection.AddSingleton(Keys);
        collection.AddModBotTwitch();
        collection.AddHttpClient("ModBot.Twitch.Auth").ConfigurePrimaryHttpMessageHandler(() => Http);
        collection.AddHttpClient("ModBot.Twitch.Helix").ConfigurePrimaryHttpMessageHandler(() => Http);
        collection.Configure<TwitchOptions>(o =>
        {
            o.EventSubUrl = "wss://eventsub.test/ws";
            o.HelixUrl = "https://helix.test";
            o.AuthUrl = "https://auth.test";
            o.TokenFile = null;
            o.RosterFile = null;
            o.Channels = ["pixelharbor"];
            configure?.Invoke(o);
        });
        services = collection.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeTwitch Http { get; } = new();

    public ScriptedEventSub EventSub { get; } = new();

    public ScriptedIrc Irc { get; } = new();

    public RecordingLogger Log { get; } = new();

    public MetricRecorder Metrics { get; } = new();

    public IEnforcer Enforcer => Get<IEnforcer>();

    public TokenSource Tokens => Get<TokenSource>();

    public TwitchHealth Health => Get<TwitchHealth>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ChatReading Read() => new(Get<IChatSource>());

    /// <summary>Waits for what sets timers, moving the clock by exactly what each delay asks for; limits of half a minute and more do not count as delays.</summary>
    public async Task<T> PassDelaysAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            var timer = timers.NextAsync();
            if (await Task.WhenAny(task, timer).WaitAsync(Guard) == timer && await timer is var due && due > TimeSpan.Zero && due < TimeSpan.FromSeconds(30)) Clock.Advance(due);
        }
        return await task;
    }

    /// <summary>Moves the clock by exactly one such wait each time that somebody begins one, and by nothing else: a loop that waits so takes exactly so many turns.</summary>
    public async Task StepAsync(TimeSpan wait, int times)
    {
        for (var steps = 0; steps < times;)
        {
            if (await timers.NextAsync().WaitAsync(Guard) != wait) continue;
            Clock.Advance(wait);
            steps++;
        }
    }

    /// <summary>The same until that loop has done something, which must not take more than a few hundred turns.</summary>
    public async Task StepUntilAsync(Func<bool> isDone, TimeSpan wait)
    {
        for (var steps = 0; !isDone(); steps++)
        {
            Assert.True(steps < 500, "It never happened.");
            await StepAsync(wait, 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Metrics.Dispose();
        Http.Dispose();
    }
}

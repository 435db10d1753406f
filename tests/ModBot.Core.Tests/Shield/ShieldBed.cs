using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Policy;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Core.Tests.Shield;

/// <summary>Shields with everything around them in memory. What a restart forgets is made anew; Twitch, the store and the record stay.</summary>
internal sealed class ShieldBed : IDisposable
{
    public static readonly SettingSource Person = new(Some.Moderator, SettingSurface.Chat);

    private readonly TestMeters meters = new();

    public ShieldBed(ShieldConfig? shield = null, ChannelMode mode = ChannelMode.Hold)
    {
        Config = new ModerationConfig { Mode = mode, Shield = shield ?? new ShieldConfig { SlowMode = TimeSpan.FromSeconds(30), TwitchShieldMode = true } };
        Restart();
    }

    public ModerationConfig Config { get; }

    public ManualTimeProvider Time { get; } = new(Some.Instant);

    public RecordingGuard Twitch { get; } = new();

    public InMemoryShieldStore Store { get; } = new();

    public InMemorySettingLog Log { get; } = new();

    public RecordingEnforcer Enforcer { get; } = new();

    public PolicyBook Policies { get; private set; } = null!;

    public Shields Shields { get; private set; } = null!;

    public ShieldKeeper Keeper { get; private set; } = null!;

    public ShieldState Shield => Shields.Of(Some.Broadcaster);

    /// <summary>The process ends at once, and another begins.</summary>
    public void Restart()
    {
        Policies = SomePolicy.Book(Config);
        Shields = new Shields(Policies, new ShieldMetrics(meters), NullLogger<Shields>.Instance);
        Keeper = new ShieldKeeper(Shields, Store, Twitch, Log, Enforcer, Policies, Time, NullLogger<ShieldKeeper>.Instance);
        Keeper.Load();
    }

    public void See(SurgeSign sign = SurgeSign.Raid) => Shields.See(Some.Broadcaster, sign, Time.GetUtcNow());

    public Task RunAsync() => Keeper.RunAsync(default);

    /// <summary>A surge, and all that follows from it.</summary>
    public async Task RaiseAsync()
    {
        See();
        await RunAsync();
        Assert.True(Shield is { IsUp: true, IsSettled: true });
    }

    /// <summary>Lets time pass as the worker does: a look each second.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await RunAsync();
        }
    }

    public async Task<string[]> ToldAsync() => [.. (await Log.ListAsync(Some.Broadcaster)).Select(change => $"{change.By.Login} ({change.Surface}): {change.Before} -> {change.After}")];

    public void Dispose() => meters.Dispose();
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;
using ModBot.Enforcement;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Invariants;

/// <summary>The whole core as the service composes it, over a store that survives restarts and a model of Twitch, with a cast of chatters and moderators.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly Chatter[] Viewers = [.. Enumerable.Range(1, 40).Select(i => Some.Chatter($"viewer{i}", i % 7 == 0 ? Badges.Vip : i % 3 == 0 ? Badges.Subscriber : Badges.None, $"{100 + i}"))];

    /// <summary>Everybody who tries to moderate, those without leave among them.</summary>
    public static readonly Chatter[] Staff =
    [
        Some.Chatter("owner", Badges.Broadcaster, "1"), Some.Chatter("leadmod", Badges.Moderator | Badges.LeadModerator, "2"), Some.Chatter("mod", Badges.Moderator, "3"), Some.Chatter("othermod", Badges.Moderator, "4"),
        Some.Chatter("newhand", Badges.Moderator, "5"), Some.Chatter("watcher", Badges.Moderator, "6"), Some.Chatter("specialist", Badges.None, "7"), Some.Chatter("stranger", Badges.Vip, "8"),
    ];

    private readonly FakeModel model = new();
    private readonly ChannelPolicy policy;
    private ServiceProvider services;
    private int messages;

    public World(ModerationConfig config)
    {
        policy = SomePolicy.Of(config);
        services = Compose();
    }

    public ManualTimeProvider Time { get; } = new(Some.Instant);

    public InMemoryHoldStore Store { get; } = new();

    public TwitchModel Twitch { get; } = new();

    public List<Said> Outcomes { get; } = [];

    public List<Act> Acts { get; } = [];

    public RoleBook Roles => policy.Roles;

    public ModerationConfig Config => policy.Config;

    public ReviewDesk Desk => services.GetRequiredService<ReviewDesk>();

    private Pipeline Pipeline => services.GetRequiredService<Pipeline>();

    /// <summary>Everything in memory is gone, as after a crash; the store, Twitch and the clock go on.</summary>
    public async Task RestartAsync()
    {
        await services.DisposeAsync();
        services = Compose();
    }

    public async Task SayAsync(Chatter chatter, string phrase, Category? category, float score, bool isHeldByTwitch = false)
    {
        // The number makes each text one of a kind, and is no letter, so that near-duplicates stay alike.
        var message = Some.Message($"{phrase} #{++messages}", chatter, id: $"message-{messages}") with { SentAt = Time.GetUtcNow() };
        if (category is { } named) model.Score(TextNormalizer.Normalize(message.Text).Folded, named, score);
        if (isHeldByTwitch)
        {
            Twitch.HoldBack(message.Id);
            Outcomes.Add(new Said(message, await Pipeline.HandleAsync(new ChatEvent.HeldByTwitch(message, new TwitchHold("automod", "bullying", 3, [])), default)));
            return;
        }
        Twitch.Post(message.Id);
        Outcomes.Add(new Said(message, await Pipeline.HandleAsync(message, default)));
    }

    /// <summary>Twitch delivers at least once.</summary>
    public async Task SayAgainAsync(Said said)
    {
        if (said.Outcome.EndState is MessageEndState.Held or MessageEndState.Acted && said.Outcome.Hold!.Kind != HoldKind.Twitch) await Pipeline.HandleAsync(said.Message, default);
    }

    public async Task ActAsync(Chatter who, Hold hold, Ruling? ruling)
    {
        var result = ruling is null ? await Desk.UndoAsync(who, hold.Broadcaster, hold.Id, default) : await Desk.ResolveAsync(who, hold.Broadcaster, hold.Id, ruling, expectedVersion: null, default);
        lock (Acts) Acts.Add(new Act(who, ruling, result, Time.GetUtcNow()));
    }

    public async Task ActOnAllAsync(Chatter who, Chatter sender, Ruling ruling)
    {
        var result = await services.GetRequiredService<BulkReview>().ResolveAllAsync(who, Some.Broadcaster, sender.Login, ruling, default);
        Assert.InRange(result.Each.OfType<ReviewResult.Done>().Count(done => done.Hold.Resolution!.Ruling.Sanction is not null), 0, 1);
        lock (Acts) Acts.AddRange(result.Each.Select(each => new Act(who, ruling, each, Time.GetUtcNow())));
    }

    public async Task RaceAsync(Hold hold, (Chatter Who, Ruling Ruling)[] racers)
    {
        var before = Acts.Count;
        await Task.WhenAll(racers.Select(racer => Task.Run(() => ActAsync(racer.Who, hold, racer.Ruling))));
        Assert.True(Acts.Skip(before).Count(act => act.Result is ReviewResult.Done) <= 1, "Two moderators decided the same hold.");
    }

    public Task ApplyAsync(ChatEvent happened) => services.GetRequiredService<TwitchRulings>().ApplyAsync(happened, new ChatterId("999"), default);

    public async Task RunOutboxAsync()
    {
        await services.GetRequiredService<EffectRunner>().RunAsync(Some.Broadcaster, default);
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Lets everything that is still to be done on Twitch be done.</summary>
    public async Task SettleAsync()
    {
        Twitch.FailNext(0);
        for (var i = 0; i < 8; i++)
        {
            await RunOutboxAsync();
            Time.Advance(TimeSpan.FromSeconds(30));
        }
        Assert.Empty(await Store.LeaseEffectsAsync(Some.Broadcaster, 1, Time.GetUtcNow(), TimeSpan.FromSeconds(1), default));
    }

    public async Task<IReadOnlyList<Hold>> HoldsAsync() => await Store.ReadSinceAsync(Some.Broadcaster, DateTimeOffset.MinValue, default).ToListAsync();

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    private ServiceProvider Compose() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationManager())
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(new PolicyBook(new PolicySnapshot(policy, System.Collections.Frozen.FrozenDictionary<BroadcasterId, ChannelPolicy>.Empty)))
        .AddSingleton<IModel>(model).AddSingleton<ITokenizer>(model)
        .AddSingleton<IExplainer>(new FakeExplainer())
        .AddSingleton<IHoldStore>(Store)
        .AddSingleton<IEnforcer>(Twitch)
        .AddModBotCore()
        .BuildServiceProvider();
}

/// <summary>A message and what became of it.</summary>
internal sealed record Said(ChatMessage Message, MessageOutcome Outcome);

/// <summary>What a moderator tried, and how it ended.</summary>
/// <param name="Ruling">Null for undo.</param>
internal sealed record Act(Chatter Who, Ruling? Ruling, ReviewResult Result, DateTimeOffset At);

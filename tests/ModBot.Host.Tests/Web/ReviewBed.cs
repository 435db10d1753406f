using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Rules;
using ModBot.Sandbox.Chat;
using ModBot.Testing;

namespace ModBot.Host.Tests.Web;

/// <summary>A desk with a stream of two hours in the first channel, in which seven messages were held. In the second channel tests make their own history. mossyotter may view the first channel and no more; a key in the role counter sees its figures and no more.</summary>
public sealed class ReviewBed : IAsyncLifetime
{
    public const string Evil = "<script>alert(1)</script>\u202Eevil";

    private static readonly Actor Second = new(new ChatterId("810000009"), DefaultWorld.LeadModerator);
    private static readonly Actor Third = Some.OtherModerator;

    public DeskBed Desk { get; } = new();

    /// <summary>When the stream began, on a slot of ten minutes.</summary>
    public DateTimeOffset Began { get; private set; }

    /// <summary>What addresses call the stream.</summary>
    public string Stream => string.Create(CultureInfo.InvariantCulture, $"stream-{Began.UtcDateTime:yyyyMMdd'T'HHmmss}");

    public BroadcasterId Other => new(Desk.Sandbox.Chat.FindUser(DeskBed.OtherChannel)!.Id);

    /// <summary>The hold that one moderator denied, and another undid and approved.</summary>
    public Hold Disputed { get; private set; } = null!;

    public T Get<T>() where T : notnull => Desk.Bot.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        await Desk.InitializeAsync();
        var settings = Get<ChannelSettings>().PathOf(Desk.Channel);
        Directory.CreateDirectory(Path.GetDirectoryName(settings)!);
        await File.WriteAllTextAsync(settings, $$"""{ "Roles": { "watcher": { "Permissions": ["View"] }, "counter": { "Permissions": ["Stats"] } }, "Members": { "{{Desk.Sandbox.Chat.FindUser(DefaultWorld.Subscriber)!.Id}}": "watcher" } }""");
        Get<PolicyReloadWorker>().ReloadNow();
        var now = Get<TimeProvider>().GetUtcNow();
        Began = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % ChatClock.Slot.Ticks), TimeSpan.Zero) - TimeSpan.FromHours(3);
        await CountAsync("online", 0, 1);
        await CountAsync("offline", 120, 1);
        foreach (var (minutes, messages) in new[] { (-10, 77), (0, 600), (10, 400), (120, 77) }) await CountAsync("at", minutes, messages);
        await HoldStreamAsync();
    }

    public Task DisposeAsync() => Desk.DisposeAsync();

    /// <summary>A client of the API with a key of its own.</summary>
    internal async Task<HttpClient> ClientAsync(string role, IEnumerable<string> scopes, BroadcasterId? channel = null)
    {
        var key = new NewKey($"review-{Guid.NewGuid():N}"[..30], [new KeyChannel(channel ?? Desk.Channel, null)], [.. scopes], role, null);
        var client = new HttpClient { BaseAddress = new Uri(new Uri(Desk.Bot.Urls.First()), $"/v1/channels/{channel ?? Desk.Channel}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Get<ApiKeys>().CreateAsync(key, CancellationToken.None));
        return client;
    }

    /// <summary>Holds a message with a score, and decides on it.</summary>
    public async Task<Hold> DecidedAsync(BroadcasterId channel, float bullying, RulingVerb? verb, string text = "hi")
    {
        var scores = default(CategoryScores);
        scores[Category.Bullying] = bullying;
        var hold = await Desk.HoldAsync(text, hold => hold with { Decision = hold.Decision with { Scores = scores } }, channel);
        return verb is { } decided ? await ApplyAsync(hold, held => HoldLifecycle.Resolve(held, Some.Moderator, new Ruling(decided), held.CreatedAt.AddSeconds(5))) : hold;
    }

    private async Task HoldStreamAsync()
    {
        var denied = await HeldAsync(5, Category.Bullying, hold => hold with { Kind = HoldKind.Deleted, Exposure = TimeSpan.FromMilliseconds(500) });
        await ApplyAsync(denied, hold => HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Deny, hold.CreatedAt.AddSeconds(40)));
        var approved = await HeldAsync(6, Category.Bullying);
        await ApplyAsync(approved, hold => HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Approve, hold.CreatedAt.AddSeconds(60)));
        Disputed = await HeldAsync(7, Category.Bullying);
        Disputed = await ApplyAsync(Disputed, hold => HoldLifecycle.Resolve(hold, Third, Ruling.Deny, hold.CreatedAt.AddSeconds(120)));
        Disputed = await ApplyAsync(Disputed, hold => HoldLifecycle.Undo(hold, Second, hold.CreatedAt.AddSeconds(200), TimeSpan.FromDays(1)));
        Disputed = await ApplyAsync(Disputed, hold => HoldLifecycle.Resolve(hold, Second, Ruling.Approve, hold.CreatedAt.AddSeconds(300)));
        var lapsed = await HeldAsync(20, Category.Swearing, text: Evil);
        await ApplyAsync(lapsed, hold => HoldLifecycle.Resolve(hold, Actor.ModBot, new Ruling(RulingVerb.Expire) { LapsedAs = RulingVerb.Approve }, hold.CreatedAt.AddMinutes(30)));
        var claimed = await ApplyAsync(await HeldAsync(20, Category.Swearing), hold => HoldLifecycle.Claim(hold, Third, hold.CreatedAt.AddMinutes(1), TimeSpan.FromMinutes(2)));
        await ApplyAsync(claimed, hold => HoldLifecycle.Resolve(hold, Actor.ModBot, new Ruling(RulingVerb.Expire), hold.CreatedAt.AddMinutes(30)));
        await HeldAsync(30, Category.Aggression, hold => hold with { State = HoldState.Denied, Resolution = new Resolution(Actor.ModBot, hold.CreatedAt, Ruling.Deny, HoldKind.Flagged) });
        await HeldAsync(31, Category.Aggression);
        // Before it and after it.
        await HeldAsync(-10, Category.Spam);
        await HeldAsync(121, Category.Spam);
    }

    private Task<Hold> HeldAsync(int minutes, Category category, Func<Hold, Hold>? change = null, string text = "hi") => Desk.HoldAsync(text, hold =>
    {
        var held = hold with { CreatedAt = Began.AddMinutes(minutes), ExpiresAt = Began.AddDays(1), Decision = Some.Decision(Verdict.Hold, category) };
        return change is null ? held : change(held);
    });

    private async Task<Hold> ApplyAsync(Hold hold, Func<Hold, Transition> change)
    {
        var transition = change(hold);
        return Assert.IsType<ChangeResult.Changed>(await Desk.Store.ChangeAsync(transition.Hold, transition.Entry, [], CancellationToken.None)).Hold;
    }

    private Task CountAsync(string name, int minutes, long count)
    {
        var at = Began.AddMinutes(minutes).UtcDateTime;
        var counts = new Dictionary<string, long> { [string.Create(CultureInfo.InvariantCulture, $"{name}:{at:HH:mm:ss}")] = count };
        return Get<IChatCountStore>().AddAsync(Desk.Channel, DateOnly.FromDateTime(at), counts, CancellationToken.None);
    }
}

/// <summary>Tests of the pages that look back share one bed.</summary>
[CollectionDefinition(nameof(ReviewCollection))]
public sealed class ReviewCollection : ICollectionFixture<ReviewBed>;

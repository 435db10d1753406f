using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Sqlite;
using ModBot.Testing;
using ModBot.Tuning;

namespace ModBot.Benchmarks;

/// <summary>How long does looking back at a month of 10,000 holds take, with the embedded store? Half of them have changed so often that their histories are read too.</summary>
[MemoryDiagnoser]
public class ReviewBenchmark
{
    private const int Holds = 10_000;

    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly string folder = Directory.CreateTempSubdirectory("modbot-review-").FullName;
    private ServiceProvider? services;
    private IHoldStore store = null!;
    private IChatCountStore counts = null!;

    // Not every way to run a benchmark waits for an asynchronous setup.
    [GlobalSetup]
    public void Setup() => FillAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Cleanup()
    {
        services!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public async Task<int> Review()
    {
        var to = Some.Instant + Month;
        var chat = await ChatClock.ReadAsync(counts, Some.Broadcaster, Some.Instant, to, CancellationToken.None);
        return All((await StreamReview.ReadAsync(store, Some.Broadcaster, Some.Instant, to, chat, CancellationToken.None)).Report.Total.Held);
    }

    [Benchmark]
    public async Task<int> Evidence() => All((await HoldEvidence.ReadAsync(store, Some.Broadcaster, Some.Instant, SomePolicy.Thresholds, CancellationToken.None)).At(Category.Bullying, 4).Held);

    /// <summary>A figure of fewer holds would be none.</summary>
    private static int All(int held) => held == Holds ? held : throw new InvalidOperationException($"{held} holds of {Holds} were read.");

    private async Task FillAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Sqlite:Path", Path.Combine(folder, "modbot.db"))]).Build();
        services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddModBotSqlite().BuildServiceProvider();
        (store, counts) = (services.GetRequiredService<IHoldStore>(), services.GetRequiredService<IChatCountStore>());
        for (var i = 0; i < Holds; i++) await AddAsync(i);
        for (var day = 0; day < Month.Days; day++)
        {
            var slots = Enumerable.Range(0, 144).ToDictionary(slot => $"at:{TimeSpan.FromMinutes(slot * 10):hh\\:mm\\:ss}", _ => 500L);
            await counts.AddAsync(Some.Broadcaster, DateOnly.FromDateTime(Some.Instant.AddDays(day).UtcDateTime), slots, CancellationToken.None);
        }
    }

    /// <summary>Held and deleted; of four, one lapses, one is denied, and two are approved, quoted and so changed four times.</summary>
    private async Task AddAsync(int number)
    {
        var at = Some.Instant + (Month * number / Holds);
        var scores = default(CategoryScores);
        scores[Category.Bullying] = 0.75f;
        var hold = Some.Hold(Some.Message($"message number {number} of a month with many words in each of its messages") with { SentAt = at });
        hold = (await store.AddAsync(hold with { Decision = hold.Decision with { Scores = scores } }, new HistoryEntry(1, at, Actor.ModBot, HistoryAction.Held), [], CancellationToken.None)).Hold;
        await ApplyAsync(HoldLifecycle.MessageDeleted(hold, at.AddSeconds(1)));
        switch (number % 4)
        {
            case 0: await ApplyAsync(HoldLifecycle.Resolve(hold, Actor.ModBot, new Ruling(RulingVerb.Expire), at.AddMinutes(30))); break;
            case 1: await ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Deny, at.AddMinutes(1))); break;
            default:
                await ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Approve, at.AddMinutes(1)));
                await ApplyAsync(HoldLifecycle.QuotePosted(hold, at.AddMinutes(1), new MessageId($"quote-{number}")));
                break;
        }

        async Task ApplyAsync(Transition change)
        {
            await store.ChangeAsync(change.Hold, change.Entry, [], CancellationToken.None);
            hold = change.Hold;
        }
    }
}

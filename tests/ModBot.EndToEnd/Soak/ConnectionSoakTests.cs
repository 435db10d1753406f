using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using Xunit.Abstractions;

namespace ModBot.EndToEnd.Soak;

/// <summary>
/// A bot in many busy channels while Twitch misbehaves: half a minute with every test run, as long as MODBOT_SOAK_MINUTES says otherwise.
/// </summary>
public sealed class ConnectionSoakTests(ITestOutputHelper output)
{
    private const int MessagesPerSecond = 200;
    private const int Viewers = 400;
    private const string Prefix = "soak";

    private static readonly double Minutes = double.Parse(Environment.GetEnvironmentVariable("MODBOT_SOAK_MINUTES") ?? "0.5", CultureInfo.InvariantCulture);

    // Every lost connection costs a call for each channel and type, and Twitch allows 800 a minute: faults that come faster need fewer channels.
    private static readonly (TimeSpan Pause, int Channels) Pace = Minutes < 1 ? (TimeSpan.FromSeconds(3), 5) : (TimeSpan.FromSeconds(10), 50);
    private static readonly int Channels = Pace.Channels;
    private static readonly TimeSpan ReconnectLimit = TimeSpan.FromSeconds(5);
    // After a 429 with an empty bucket Twitch wants no call for a minute, so the last deletes may have to wait.
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(75);
    // What was on its way when a connection was cut is lost; on a busy machine the way is longer.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1.5);

    private readonly MessageLedger ledger = new();
    private readonly ConcurrentDictionary<string, int> deletes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> botWords = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> rude = new();
    private readonly ConcurrentDictionary<string, (TimeSpan First, TimeSpan All)> slowest = new(StringComparer.Ordinal);
    private readonly List<long> memory = [];
    private long sent;

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Run_AFaultEveryFewSeconds_EveryDeliveredMessageEndsOnceAndTheBotComesBack()
    {
        var world = new SandboxOptions { MaxMessagesPerChannel = 1_000, MaxLoggedEvents = 1_000, ChatMessagesPer30Seconds = 100 };
        await using var bot = await BotFixture.StartAsync(level: 3, sandbox: world, settings: Settings(), prepare: Prepare, add: services => services.AddSingleton<IRule>(ledger));
        using var end = new CancellationTokenSource();

        var watching = WatchAsync(bot.Sandbox, end.Token);
        var moderating = ModerateAsync(bot, end.Token);
        var talking = TalkAsync(bot.Sandbox, end.Token);
        await StrikeAsync(bot);
        await end.CancelAsync();
        await Task.WhenAll(Quietly(watching), Quietly(moderating), Quietly(talking));
        await Task.Delay(TimeSpan.FromSeconds(3));
        ledger.Settle(DateTimeOffset.MaxValue);
        var (holds, unfinished) = await ReadHoldsAsync(bot);
        for (var ended = Stopwatch.GetTimestamp(); unfinished.Count > 0 && Stopwatch.GetElapsedTime(ended) < BackOff;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            (holds, unfinished) = await ReadHoldsAsync(bot);
        }

        Report(holds);
        Assert.True(sent > Minutes * 60 * MessagesPerSecond * 0.8, $"only {sent} messages were said");
        Assert.Empty(ledger.Missed);
        Assert.Empty(ledger.Repeated);
        Assert.Empty(unfinished);
        Assert.DoesNotContain(deletes, pair => pair.Value > 1);
        Assert.DoesNotContain(botWords, pair => pair.Value > 1);
        Assert.All(slowest, fault => Assert.True(fault.Value.First <= ReconnectLimit, $"{fault.Key}: reading again after {fault.Value.First.TotalSeconds:0.0} s"));
        if (memory.Count > 20) Assert.True(memory[^1] < memory[memory.Count / 3] * 1.25, $"managed memory grew from {memory[memory.Count / 3]:N0} to {memory[^1]:N0} bytes");
    }

    private static Dictionary<string, string?> Settings() => new(
        Enumerable.Range(0, Channels).Select(number => KeyValuePair.Create($"Twitch:Channels:{number}", (string?)Login(number))))
    {
        // A channel that bans the bot lets it in again at once.
        ["Twitch:ResubscribeDelay"] = "00:00:01",
    };

    private static void Prepare(SandboxServer sandbox)
    {
        for (var number = 0; number < Channels; number++) sandbox.Chat.AddChannel(Login(number), DefaultWorld.Bot, DefaultWorld.Moderator);
        for (var number = 0; number < Viewers; number++) sandbox.Chat.AddUser($"viewer{number}");
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Login(int number) => $"{Prefix}{number:00}";

    private async Task TalkAsync(SandboxServer sandbox, CancellationToken cancellationToken)
    {
        const int burst = 10;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)burst / MessagesPerSecond));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            for (var i = 0; i < burst; i++)
            {
                var number = sent++;
                var isRude = number % 97 == 0;
                var text = isRude ? $"zzrude remark {number}" : $"ordinary remark number {number} about the game";
                if (sandbox.Chat.Post(Login((int)(number % Channels)), $"viewer{number * 7 % Viewers}", text) is not PostResult.Posted { Message: var message }) continue;
                ledger.Said(message);
                if (isRude) rude.Enqueue(message.Id);
            }
            ledger.Settle(DateTimeOffset.UtcNow - TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Counts what the bot did, as Twitch saw it.</summary>
    private async Task WatchAsync(SandboxServer sandbox, CancellationToken cancellationToken)
    {
        await foreach (var happened in sandbox.Events.FollowAsync(cancellationToken: cancellationToken))
        {
            if (happened is MessageDeleted { Message.Id: var id }) deletes.AddOrUpdate(id, 1, (_, times) => times + 1);
            if (happened is MessagePosted { Message: { Chatter.Login: DefaultWorld.Bot, Body: var words } }) botWords.AddOrUpdate(words, 1, (_, times) => times + 1);
        }
    }

    /// <summary>A moderator who decides a hold every second, by turns approving and denying.</summary>
    private static async Task ModerateAsync(BotFixture bot, CancellationToken cancellationToken)
    {
        var desk = bot.Bot.Services.GetRequiredService<ReviewDesk>();
        var account = bot.Sandbox.Chat.FindUser(DefaultWorld.Moderator)!;
        var moderator = new Chatter(new ChatterId(account.Id), account.Login, account.DisplayName, Badges.Moderator);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var turn = 0; await timer.WaitForNextTickAsync(cancellationToken); turn++)
        {
            var channel = new BroadcasterId(bot.Sandbox.Chat.FindUser(Login(turn * 13 % Channels))!.Id);
            foreach (var hold in await desk.ListOpenAsync(channel, 1, cancellationToken))
                await desk.ResolveAsync(moderator, channel, hold.Id, turn % 2 == 0 ? Ruling.Approve : Ruling.Deny, null, cancellationToken);
        }
    }

    private async Task StrikeAsync(BotFixture bot)
    {
        var random = new Random(7);
        var faults = new List<SoakFault>();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalMinutes < Minutes;)
        {
            await Task.Delay(Pace.Pause);
            // Each once before any comes again.
            if (faults.Count == 0) faults.AddRange(SoakFault.All.Where(fault => fault.Rest.TotalMinutes < Minutes).OrderBy(_ => random.Next()));
            var fault = faults[^1];
            faults.RemoveAt(faults.Count - 1);
            var before = bot.Sandbox.Faults.Sessions;
            if (fault.Cuts) ledger.OpenGap(DateTimeOffset.UtcNow - Margin);
            await fault.StrikeAsync(bot.Sandbox);
            // After a notice the old sessions are read until the new ones are, or until there is no room for both.
            if (fault.EndsSessions) await BotFixture.UntilAsync(() => !bot.Sandbox.Faults.Sessions.Intersect(before).Any());
            var cut = Stopwatch.GetTimestamp();
            await BotFixture.UntilAsync(() => ChannelsRead(bot) > 0);
            var first = Stopwatch.GetElapsedTime(cut);
            await BotFixture.UntilAsync(() => ChannelsRead(bot) >= Channels);
            if (fault.Cuts)
            {
                ledger.CloseGap(DateTimeOffset.UtcNow + Margin);
                var all = Stopwatch.GetElapsedTime(cut);
                slowest.AddOrUpdate(fault.Name, (first, all), (_, longest) => (Max(first, longest.First), Max(all, longest.All)));
            }
            await Task.Delay(fault.Rest);
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    /// <summary>In how many channels Twitch sends the bot what is said.</summary>
    private static int ChannelsRead(BotFixture bot) => bot.Sandbox.Faults.EnabledSubscriptions.Count(type => type == "channel.chat.message 1");

    /// <summary>Every rude message that was judged has one hold, and what it asks for was done.</summary>
    private static async Task<(int Holds, List<string> Unfinished)> ReadHoldsAsync(BotFixture bot)
    {
        var unfinished = new List<string>();
        var holds = 0;
        for (var number = 0; number < Channels; number++)
        {
            var channel = new BroadcasterId(bot.Sandbox.Chat.FindUser(Login(number))!.Id);
            await foreach (var hold in bot.Store.ReadSinceAsync(channel, DateTimeOffset.MinValue, default))
            {
                holds++;
                // One that was approved while its delete waited stays as it was said.
                var isDone = hold.Kind == HoldKind.Deleted || (hold.State == HoldState.Approved && bot.Sandbox.Chat.FindMessage(hold.Message.Id.Value)?.Status is null or MessageStatus.Visible);
                if (!isDone) unfinished.Add($"{hold.Id} is {hold.Kind}, {hold.State}");
            }
        }
        return (holds, unfinished);
    }

    private void Report(int holds)
    {
        output.WriteLine($"{sent:N0} messages in {Channels} channels, {ledger.Settled:N0} settled, {ledger.Undelivered:N0} said while the connection was cut; {holds:N0} of {rude.Count:N0} rude ones held");
        output.WriteLine($"{deletes.Count:N0} deletes, {botWords.Count:N0} messages of the bot; managed memory {string.Join(" ", memory.Select(bytes => $"{bytes / 1048576.0:0}"))} MiB");
        // Twitch lets an account join twenty chats in ten seconds, so many channels cannot all be back at once.
        foreach (var (fault, took) in slowest) output.WriteLine($"{fault}: reading again after at most {took.First.TotalSeconds:0.00} s, all channels after {took.All.TotalSeconds:0.0} s");
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // It was asked to stop.
        }
    }
}

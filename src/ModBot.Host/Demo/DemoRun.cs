using System.Diagnostics.Metrics;
using System.Text.Json;
using ModBot.Holds;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Replay;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Transcripts;
using ModBot.Twitch;
using ModBot.Twitch.Auth;
using Spectre.Console;

namespace ModBot.Host.Demo;

/// <param name="Duration">Null runs until it is stopped.</param>
internal sealed record DemoRequest(TimeSpan? Duration, StoreKind? Store, string Data, int Port, string? Config, bool Json);

/// <summary>One demo: a sandbox, the bot as it runs in earnest, a transcript, and moderators who work by chat command.</summary>
internal sealed class DemoRun(DemoRequest request)
{
    private const string SampleRequest = """{"texts":["you are all idiots"]}""";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    private readonly TimeProvider time = TimeProvider.System;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Port = request.Port }, cancellationToken);
        await using var bot = BuildBot(sandbox);
        using var summary = new RunSummary(bot.Services.GetRequiredService<IMeterFactory>(), time);
        BotBuilder.Verify(bot);
        var started = time.GetUtcNow();
        await bot.StartAsync(cancellationToken);
        await WaitUntilAsync(() => bot.Services.GetRequiredService<TwitchHealth>().Current is { IsHealthy: true } twitch && twitch.Channels.All(channel => channel.SeesTwitchHolds), StartLimit, cancellationToken);
        if (!request.Json) Welcome(sandbox, bot);
        await PlayAsync(sandbox, bot.Services.GetRequiredService<HoldFeed>(), cancellationToken);
        await WaitUntilAsync(() => summary.Read(Sent(sandbox)).Lost <= 0, SettleLimit, CancellationToken.None);
        var broadcaster = new BroadcasterId(sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id);
        var figures = summary.Read(Sent(sandbox)) with { Shown = await DemoStory.TellAsync(bot.Services.GetRequiredService<IHoldStore>(), broadcaster, started, CancellationToken.None) };
        await bot.StopAsync(CancellationToken.None);
        if (request.Json) Console.WriteLine(JsonSerializer.Serialize(figures, RunFigures.Json));
        else RunSummaryView.Write(AnsiConsole.Console, figures);
        return figures.Lost == 0 ? 0 : 1;
    }

    private WebApplication BuildBot(SandboxServer sandbox)
    {
        var token = sandbox.IssueToken(DefaultWorld.Bot, TwitchScopes.All.Select(scope => scope.Name));
        var settings = new BotSettings
        {
            Config = request.Config,
            Store = request.Store,
            Quiet = true,
            // The strictest level, and a raid in the first minute: that shall keep a team of moderators busy.
            Policy = new PolicyOverride(ChannelMode.Hold, Level: 4, new Dictionary<string, string> { [sandbox.Chat.FindUser(DefaultWorld.TrialModerator)!.Id] = "trial" }, LearnFor: TimeSpan.FromSeconds(20)),
            Overrides = new Dictionary<string, string?>
            {
                ["Data"] = request.Data,
                // Never the store of a bot that runs in earnest.
                ["Sqlite:Path"] = "modbot.db",
                ["Redis:KeyPrefix"] = "modbot-demo:",
                ["Http"] = "http://127.0.0.1:0",
                ["Twitch:EventSubUrl"] = sandbox.EventSubUri.ToString(),
                ["Twitch:IrcUrl"] = sandbox.IrcUri.ToString(),
                ["Twitch:HelixUrl"] = new Uri(sandbox.BaseUri, "helix").ToString(),
                ["Twitch:AuthUrl"] = new Uri(sandbox.BaseUri, "oauth2").ToString(),
                ["Twitch:TokenFile"] = "",
                ["Twitch:Channels:0"] = DefaultWorld.Channel,
            },
        };
        var login = new TwitchLogin(sandbox.ClientId, sandbox.ClientSecret, token.AccessToken, token.RefreshToken);
        return BotBuilder.BuildService(settings, services => services.AddSingleton(login));
    }

    private static void Welcome(SandboxServer sandbox, WebApplication bot) => Console.WriteLine($"""
        Open  {sandbox.BaseUri}  the chat of {DefaultWorld.Channel}, moderated at the strictest level: type as anybody, and see messages appear and vanish.
        Desk  {DeskOf(bot)}  where moderators work: log in as {DefaultWorld.Moderator}, {DefaultWorld.LeadModerator}, {DefaultWorld.TrialModerator} or {DefaultWorld.Channel}.
              While its queue is open, the scripted team leaves the queue to you.
        Type  !mod queue, !mod next, !mod approve <code>, !mod deny <code> timeout 10m  as {DefaultWorld.Moderator} or {DefaultWorld.LeadModerator}; !mod help shows all.
        Send  curl -X POST {bot.Urls.First()}/v1/classify -H 'Content-Type: application/json' -d '{SampleRequest}'  (Ctrl+C ends the demo)
        """);

    /// <summary>Under the name to which the local Twitch sends browsers back.</summary>
    private static Uri DeskOf(WebApplication bot) => new UriBuilder(bot.Urls.First()) { Host = "localhost", Path = "/desk" }.Uri;

    private async Task PlayAsync(SandboxServer sandbox, HoldFeed feed, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(request.Duration ?? Timeout.InfiniteTimeSpan, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        try
        {
            var player = new TranscriptPlayer(sandbox.Chat, time).PlayAsync(Transcript.Demo(), DefaultWorld.Channel, loop: true, cancellationToken: end.Token);
            await Task.WhenAll([player, .. DemoModerator.Team(sandbox.Chat, time, standsBack: () => feed.HasListeners).Select(moderator => moderator.RunAsync(end.Token))]);
        }
        catch (OperationCanceledException)
        {
            // The demo's time is over, or somebody ended it.
        }
    }

    /// <summary>What the bot should have judged: everything that was said or held, but its own words.</summary>
    private static long Sent(SandboxServer sandbox) => sandbox.Counters.MessagesPosted - sandbox.Counters.PostedBy(DefaultWorld.Bot) + sandbox.Counters.MessagesHeld;

    private async Task WaitUntilAsync(Func<bool> isSo, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!isSo() && time.GetElapsedTime(started) < limit) await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
    }
}

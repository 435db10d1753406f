using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Composition;
using ModBot.Messages;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.EndToEnd;

/// <summary>A bot without any login, in a channel whose files ask for more than it can do.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-watch").FullName;
    private SandboxServer sandbox = null!;
    private WebApplication bot = null!;

    private BroadcasterId Channel => new(sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id);

    private TwitchStatus Status => bot.Services.GetRequiredService<TwitchHealth>().Current;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync();
        Directory.CreateDirectory(Path.Combine(folder, "channels"));
        await File.WriteAllTextAsync(Path.Combine(folder, "modbot.json"), "{}");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "channels", $"{DefaultWorld.Channel}.json"), """{ "Mode": "Hold", "Level": 0, "Rules": { "Terms": { "Blocked": ["zzrude"] } } }""");
        var overrides = new Dictionary<string, string?>
        {
            ["Data"] = Path.Combine(folder, "data"),
            ["Http"] = "http://127.0.0.1:0",
            ["Twitch:ChatSource"] = "Irc",
            ["Twitch:IrcUrl"] = sandbox.IrcUri.ToString(),
            // Nobody answers there: watching needs nothing but chat.
            ["Twitch:EventSubUrl"] = "ws://127.0.0.1:1",
            ["Twitch:HelixUrl"] = "http://127.0.0.1:1",
            ["Twitch:AuthUrl"] = "http://127.0.0.1:1",
            ["Twitch:Channels:0"] = DefaultWorld.Channel,
        };
        bot = BotBuilder.BuildService(new BotSettings { Config = folder, Quiet = true, Overrides = overrides }, services => services.AddSingleton(new TwitchLogin()));
        await bot.StartAsync();
        await BotFixture.UntilAsync(() => Status.IsHealthy && Status.Channels.Any(channel => channel.ReadsChat));
    }

    public async Task DisposeAsync()
    {
        await bot.StopAsync();
        await bot.DisposeAsync();
        await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Message_ThatWouldBeDeleted_IsRecordedAndStays()
    {
        var posted = Assert.IsType<PostResult.Posted>(sandbox.Chat.Post(DefaultWorld.Channel, DefaultWorld.Viewer, "what a zzrude thing")).Message.Id;

        var store = bot.Services.GetRequiredService<IHoldStore>();
        var hold = await BotFixture.UntilAsync(async () => await store.FindAsync(Channel, new HoldId(posted), default));
        var history = await BotFixture.UntilAsync(async () =>
        {
            var entries = await store.ReadHistoryAsync(Channel, hold.Id, default);
            return entries.Any(entry => entry.Action == HistoryAction.DeleteRefused && entry.Detail?.Contains("only watches", StringComparison.Ordinal) == true) ? entries : null;
        });

        Assert.Equal(HoldKind.Flagged, hold.Kind);
        Assert.Equal("what a zzrude thing", hold.Message.Text);
        Assert.NotEmpty(history);
        Assert.Equal(MessageStatus.Visible, sandbox.Chat.FindMessage(posted)!.Status);
        Assert.True(Status.OnlyWatches);
    }
}

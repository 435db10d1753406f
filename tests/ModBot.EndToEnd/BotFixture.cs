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

/// <summary>
/// A sandbox and the bot as it runs in earnest, in one process. Every channel blocks the made-up word "zzrude", so that what is held does not hang on the model.
/// </summary>
internal sealed class BotFixture : IAsyncDisposable
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly string folder = Directory.CreateTempSubdirectory("modbot-e2e").FullName;

    private BotFixture(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    /// <summary>Where the bot keeps its store.</summary>
    public string Data => Path.Combine(folder, "data");

    public WebApplication Bot { get; private set; } = null!;

    public BroadcasterId Channel => new(Sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id);

    public IHoldStore Store => Bot.Services.GetRequiredService<IHoldStore>();

    /// <param name="prepare">Fills the sandbox before the bot comes.</param>
    /// <param name="add">Adds to the bot's services.</param>
    public static async Task<BotFixture> StartAsync(
        string mode = "Hold", int level = 0, IReadOnlyDictionary<string, string?>? settings = null, SandboxOptions? sandbox = null, Action<SandboxServer>? prepare = null, Action<IServiceCollection>? add = null)
    {
        var fixture = new BotFixture(await SandboxServer.StartAsync(sandbox));
        prepare?.Invoke(fixture.Sandbox);
        Directory.CreateDirectory(Path.Combine(fixture.folder, "channels"));
        await File.WriteAllTextAsync(
            Path.Combine(fixture.folder, "modbot.json"), $$"""{ "Moderation": { "Mode": "{{mode}}", "Level": {{level}}, "Rules": { "Terms": { "Blocked": ["zzrude"] } } } }""");
        await fixture.StartBotAsync(settings, add);
        return fixture;
    }

    /// <summary>Writes a file for the channel; a running bot notices within a second or so.</summary>
    public Task ConfigureAsync(string json) => File.WriteAllTextAsync(Path.Combine(folder, "channels", $"{DefaultWorld.Channel}.json"), json);

    public async Task StartBotAsync(IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? add = null)
    {
        var token = Sandbox.IssueToken(DefaultWorld.Bot, TwitchScopes.All.Select(scope => scope.Name));
        var overrides = new Dictionary<string, string?>
        {
            ["Data"] = Data,
            ["Http"] = "http://127.0.0.1:0",
            ["Twitch:EventSubUrl"] = Sandbox.EventSubUri.ToString(),
            ["Twitch:IrcUrl"] = Sandbox.IrcUri.ToString(),
            ["Twitch:HelixUrl"] = new Uri(Sandbox.BaseUri, "helix").ToString(),
            ["Twitch:AuthUrl"] = new Uri(Sandbox.BaseUri, "oauth2").ToString(),
            ["Twitch:TokenFile"] = "",
            ["Twitch:Channels:0"] = DefaultWorld.Channel,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>()) overrides[key] = value;
        var login = new TwitchLogin(Sandbox.ClientId, Sandbox.ClientSecret, token.AccessToken, token.RefreshToken);
        Bot = BotBuilder.BuildService(new BotSettings { Config = folder, Quiet = true, Overrides = overrides }, services =>
        {
            services.AddSingleton(login);
            add?.Invoke(services);
        });
        await Bot.StartAsync();
        await UntilAsync(() => Bot.Services.GetRequiredService<TwitchHealth>().Current is { IsHealthy: true } twitch && twitch.Channels.All(channel => channel.SeesTwitchHolds));
    }

    public async Task StopBotAsync()
    {
        await Bot.StopAsync();
        await Bot.DisposeAsync();
    }

    /// <summary>Says something in chat and returns it as the sandbox keeps it.</summary>
    public ChatMessageId Say(string login, string text) => Sandbox.Chat.Post(DefaultWorld.Channel, login, text) switch
    {
        PostResult.Posted posted => new ChatMessageId(posted.Message.Id),
        PostResult.Held held => new ChatMessageId(held.Message.Id),
        PostResult.Dropped dropped => throw new InvalidOperationException($"The sandbox dropped it: {dropped.Code}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Types a moderator's command and waits for the bot's reply.</summary>
    public async Task<string> AskAsync(string login, string command)
    {
        var asked = Say(login, $"!mod {command}");
        using var guard = new CancellationTokenSource(Guard);
        var reply = await Sandbox.Events.WaitForAsync<MessagePosted>(posted => posted.Message.ReplyTo?.Id == asked.Value, guard.Token);
        return reply.Message.Body;
    }

    public Task<Hold> HoldOfAsync(ChatMessageId message, Func<Hold, bool>? isSo = null) => UntilAsync(async () =>
    {
        var hold = await Store.FindAsync(Channel, new HoldId(message.Value), default);
        return hold is not null && (isSo is null || isSo(hold)) ? hold : null;
    });

    /// <summary>Says something again and again until the bot reads it: nobody tells when it does after an outage.</summary>
    public async Task SayUntilHeldAsync(string login, string text)
    {
        using var guard = new CancellationTokenSource(Guard);
        for (var number = 0; !guard.IsCancellationRequested; number++)
        {
            var message = Say(login, $"{text} {number}");
            for (var looks = 0; looks < 25; looks++)
            {
                if (await Store.FindAsync(Channel, new HoldId(message.Value), default) is not null) return;
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }
        throw new TimeoutException("The bot never read it.");
    }

    public MessageStatus StatusOf(ChatMessageId message) => Sandbox.Chat.FindMessage(message.Value)!.Status;

    public static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult<object?>(isSo() ? true : null));

    public static async Task<T> UntilAsync<T>(Func<Task<T?>> find) where T : class
    {
        using var guard = new CancellationTokenSource(Guard);
        while (true)
        {
            try
            {
                if (await find() is { } found) return found;
            }
            catch (HoldStoreUnavailableException)
            {
                // Some tests take the store away while they wait.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), guard.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopBotAsync();
        await Sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A message of the sandbox.</summary>
internal readonly record struct ChatMessageId(string Value);

using System.Diagnostics;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Testing;
using ModBot.Twitch.Auth;

namespace ModBot.EndToEnd;

/// <summary>The bot as a process of its own, killed without warning.</summary>
public sealed class CrashTests : IDisposable
{
    /// <summary>Chat, held messages and their updates. Without the first a command would be said to nobody.</summary>
    private static readonly string[] Needed = ["channel.chat.message ", "automod.message.hold ", "automod.message.update "];

    private readonly string folder = Directory.CreateTempSubdirectory("modbot-crash").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public Task Kill_WithSqlite_LosesNoHoldAndEveryOneCanBeDecided() => KillAndRestartAsync(new Dictionary<string, string>());

    [Fact]
    public async Task Kill_WithRedis_LosesNoHoldAndEveryOneCanBeDecided()
    {
        using var redis = new RedisServerFixture();
        await redis.InitializeAsync();
        try
        {
            await KillAndRestartAsync(new Dictionary<string, string> { ["MODBOT_STORE"] = "Redis", ["MODBOT_REDIS__CONFIGURATION"] = redis.Configuration });
        }
        finally
        {
            await redis.DisposeAsync();
        }
    }

    private async Task KillAndRestartAsync(IReadOnlyDictionary<string, string> variables)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        Directory.CreateDirectory(Path.Combine(folder, "channels"));
        await File.WriteAllTextAsync(Path.Combine(folder, "modbot.json"), """{ "Moderation": { "Mode": "Hold", "Level": 0, "Rules": { "Terms": { "Blocked": ["zzrude"] } } } }""");
        var bot = await StartAsync(sandbox, variables);
        var messages = new List<string>();
        for (var i = 0; i < 12; i++) messages.Add(Post(sandbox, DefaultWorld.RudeViewer, $"zzrude {i}"));
        // In the middle of its work: some are stored, some deleted, some perhaps not even read.
        await BotFixture.UntilAsync(() => messages.Any(id => StatusOf(sandbox, id) == MessageStatus.Deleted));

        bot.Kill();
        await bot.WaitForExitAsync();
        await BotFixture.UntilAsync(() => sandbox.Faults.Sessions.Count == 0);
        var deleted = messages.Where(id => StatusOf(sandbox, id) == MessageStatus.Deleted).ToArray();
        using var restarted = await StartAsync(sandbox, variables);

        // What was deleted is surely held: deleting follows the record. Each hold can still be decided.
        var decided = 0;
        while (await AskAsync(sandbox, "next") is var reply && reply != "Nothing is waiting.")
        {
            Assert.StartsWith("Yours", reply, StringComparison.Ordinal);
            var code = reply.Split(": ")[1].Split(' ')[0];
            Assert.Contains("approved", await AskAsync(sandbox, $"approve {code}"), StringComparison.Ordinal);
            decided++;
        }
        Assert.InRange(decided, Math.Max(1, deleted.Length), messages.Count);
        // Approved texts come back, also those whose delete the crash cut off from its record.
        await BotFixture.UntilAsync(() => Quotes(sandbox) >= deleted.Length);
        Assert.InRange(Quotes(sandbox), deleted.Length, decided);
        restarted.Kill();
        await restarted.WaitForExitAsync();
    }

    private static int Quotes(SandboxServer sandbox) =>
        sandbox.Events.Recent.OfType<MessagePosted>().Count(posted => posted.Message.Body.Contains("(approved)", StringComparison.Ordinal));

    private static MessageStatus StatusOf(SandboxServer sandbox, string message) => sandbox.Chat.FindMessage(message)!.Status;

    private static string Post(SandboxServer sandbox, string login, string text) => Assert.IsType<PostResult.Posted>(sandbox.Chat.Post(DefaultWorld.Channel, login, text)).Message.Id;

    /// <summary>Says a command until it is answered. What is said while the bot has no connection, or answered while Twitch has none, is lost; a moderator then asks again, and finds everything as it was.</summary>
    private static async Task<string> AskAsync(SandboxServer sandbox, string command)
    {
        for (var attempt = 1; ; attempt++)
        {
            var asked = Post(sandbox, DefaultWorld.Moderator, $"!mod {command}");
            using var guard = new CancellationTokenSource(BotFixture.Guard / 3);
            try
            {
                return (await sandbox.Events.WaitForAsync<MessagePosted>(posted => posted.Message.ReplyTo?.Id == asked, guard.Token)).Message.Body;
            }
            catch (OperationCanceledException) when (attempt < 4)
            {
            }
        }
    }

    private async Task<Process> StartAsync(SandboxServer sandbox, IReadOnlyDictionary<string, string> variables)
    {
        var token = sandbox.IssueToken(DefaultWorld.Bot, TwitchScopes.All.Select(scope => scope.Name));
        var program = Path.Combine(AppContext.BaseDirectory, "modbot.dll");
        var start = new ProcessStartInfo("dotnet", [program, "run", "--config", folder]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MODBOT_HTTP"] = "http://127.0.0.1:0";
        start.Environment["MODBOT_TWITCH__EVENTSUBURL"] = sandbox.EventSubUri.ToString();
        start.Environment["MODBOT_TWITCH__HELIXURL"] = new Uri(sandbox.BaseUri, "helix").ToString();
        start.Environment["MODBOT_TWITCH__AUTHURL"] = new Uri(sandbox.BaseUri, "oauth2").ToString();
        start.Environment["MODBOT_TWITCH__CHANNELS__0"] = DefaultWorld.Channel;
        start.Environment[TwitchLogin.ClientIdVariable] = sandbox.ClientId;
        start.Environment[TwitchLogin.ClientSecretVariable] = sandbox.ClientSecret;
        start.Environment[TwitchLogin.AccessTokenVariable] = token.AccessToken;
        start.Environment[TwitchLogin.RefreshTokenVariable] = token.RefreshToken;
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await BotFixture.UntilAsync(() => process.HasExited || Needed.All(type => sandbox.Faults.EnabledSubscriptions.Any(enabled => enabled.StartsWith(type, StringComparison.Ordinal))));
        Assert.False(process.HasExited, "The bot ended by itself.");
        return process;
    }
}

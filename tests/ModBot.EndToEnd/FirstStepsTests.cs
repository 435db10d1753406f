using System.Diagnostics;
using System.Text.RegularExpressions;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Twitch.Auth;

namespace ModBot.EndToEnd;

/// <summary>From nothing to a moderated channel with the commands that a user types, and no file edited by hand.</summary>
public sealed partial class FirstStepsTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-first").FullName;
    private SandboxServer sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync();

    public async Task DisposeAsync()
    {
        await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task LoginAndChannel_ByCommandsAlone_AreThereForTheBot()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        Assert.Equal(1, (await RunAsync(["auth", "status"], guard.Token)).Code);

        await LogInAsync(guard.Token);

        var (code, status, _) = await RunAsync(["auth", "status"], guard.Token);
        Assert.Equal(0, code);
        Assert.Contains($"{DefaultWorld.Bot}, the bot's account: works", status, StringComparison.Ordinal);
        Assert.DoesNotContain("lacks", status, StringComparison.Ordinal);

        (code, var added, var errors) = await RunAsync(["channels", "add", DefaultWorld.Channel], guard.Token);
        Assert.True(code == 0, errors);
        Assert.Contains("its mode is observe", added, StringComparison.Ordinal);
        Assert.Contains($"{DefaultWorld.Bot} is a moderator there", added, StringComparison.Ordinal);
        Assert.Contains("/connect", added, StringComparison.Ordinal);
        Assert.Contains(DefaultWorld.Channel, (await RunAsync(["channels", "list"], guard.Token)).Output, StringComparison.Ordinal);
        Assert.Contains("its mode is hold", (await RunAsync(["channels", "add", DefaultWorld.Channel, "--mode", "hold"], guard.Token)).Output, StringComparison.Ordinal);

        (code, var examined, _) = await RunAsync(["doctor"], guard.Token);
        Assert.True(code == 0, examined);
        Assert.Contains($"channel {DefaultWorld.Channel}", examined, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(["channels", "remove", DefaultWorld.Channel], guard.Token)).Code);
        Assert.Equal(2, (await RunAsync(["channels", "remove", DefaultWorld.Channel], guard.Token)).Code);
        Assert.Equal(0, (await RunAsync(["auth", "logout"], guard.Token)).Code);
        Assert.Equal(1, (await RunAsync(["auth", "status"], guard.Token)).Code);
    }

    [Fact]
    public async Task Channel_ThatTwitchDoesNotKnow_IsRefused()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var token = sandbox.IssueToken(DefaultWorld.Bot, TwitchScopes.All.Select(scope => scope.Name));
        var (code, _, errors) = await RunAsync(["channels", "add", "nobody_here"], guard.Token, new() { [TwitchLogin.AccessTokenVariable] = token.AccessToken });
        Assert.Equal(2, code);
        Assert.Contains("Twitch knows no channel 'nobody_here'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WithoutAnApplication_SaysHowToRegisterOne()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (code, _, errors) = await RunAsync(["auth", "login"], guard.Token, new() { [TwitchLogin.ClientIdVariable] = "", [TwitchLogin.ClientSecretVariable] = "" });
        Assert.Equal(2, code);
        Assert.Contains("https://dev.twitch.tv/console/apps", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        using var login = Start(["auth", "login"]);
        var said = "";
        while (await login.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            said += line + "\n";
            if (UserCode().Match(line) is { Success: true } code) Assert.True(sandbox.ApproveDevice(code.Groups[1].Value, DefaultWorld.Bot));
        }
        await login.WaitForExitAsync(cancellationToken);
        Assert.True(login.ExitCode == 0, said + await login.StandardError.ReadToEndAsync(cancellationToken));
        Assert.All(TwitchScopes.All, scope => Assert.Contains(scope.Why, said, StringComparison.Ordinal));
        Assert.Contains($"{sandbox.BaseUri}activate", said, StringComparison.Ordinal);
        Assert.Contains($"{DefaultWorld.Bot} is logged in", said, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder, "data", "keys")));
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, CancellationToken cancellationToken, Dictionary<string, string>? variables = null)
    {
        using var process = Start(arguments, variables);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private Process Start(string[] arguments, Dictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "modbot.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MODBOT_HTTP"] = "http://127.0.0.1:8329";
        start.Environment["MODBOT_TWITCH__EVENTSUBURL"] = sandbox.EventSubUri.ToString();
        start.Environment["MODBOT_TWITCH__HELIXURL"] = $"{sandbox.BaseUri}helix";
        start.Environment["MODBOT_TWITCH__AUTHURL"] = $"{sandbox.BaseUri}oauth2";
        start.Environment[TwitchLogin.ClientIdVariable] = sandbox.ClientId;
        start.Environment[TwitchLogin.ClientSecretVariable] = sandbox.ClientSecret;
        foreach (var (name, value) in variables ?? []) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex("confirm the code  (\\w+)")]
    private static partial Regex UserCode();
}

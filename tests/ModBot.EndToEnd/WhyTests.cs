using System.Text.Json;
using ModBot.Holds;
using ModBot.Sandbox.Chat;

namespace ModBot.EndToEnd;

/// <summary>Looking at holds from the command line while the bot runs.</summary>
public sealed class WhyTests : IDisposable
{
    private readonly CommandLine modbot = new();

    public void Dispose() => modbot.Dispose();

    [Fact]
    public async Task Why_OfAClaimedHold_ShowsTheTextTheReasonsAndTheChatAround()
    {
        await using var bot = await BotFixture.StartAsync();
        bot.Say(DefaultWorld.Viewer, "good evening");
        bot.Say(DefaultWorld.Subscriber, "what a\u202egame");
        var hold = await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "a zzrude thing"), hold => hold.Kind == HoldKind.Deleted);
        bot.Say(DefaultWorld.Vip, "well, well");
        await bot.AskAsync(DefaultWorld.Moderator, $"deny {hold.Code} warn be nice");

        var (code, output, errors) = await RunAsync(bot, "why", hold.Code.Value.ToUpperInvariant());

        Assert.True(code == 0, errors);
        string[] expected =
        [
            $"{hold.Code} in {bot.Channel}: deleted, denied by {DefaultWorld.Moderator}", "a \u00abzzrude\u00bb thing", "terms: ", $"{DefaultWorld.Viewer}: good evening", $"{DefaultWorld.Subscriber}: what a\\u{{202E}}game",
            $"{DefaultWorld.Vip}: well, well", $"{DefaultWorld.Moderator}: denied (Warn: be nice)", "message deleted", "1 held in",
        ];
        foreach (var part in expected) Assert.Contains(part, output, StringComparison.Ordinal);

        var view = JsonDocument.Parse((await RunAsync(bot, "why", hold.Code.Value, "--json")).Output).RootElement;
        Assert.Equal(["good evening", "what a\u202egame"], view.GetProperty("before").EnumerateArray().Select(line => line.GetProperty("text").GetString()));
        Assert.Equal("well, well", view.GetProperty("after")[0].GetProperty("text").GetString());
        Assert.Equal(1, view.GetProperty("record").GetProperty("counts").GetProperty("held").GetInt32());
    }

    [Fact]
    public async Task Why_OfNoSuchHold_SaysSoAndFails()
    {
        await using var bot = await BotFixture.StartAsync();

        var (code, output, errors) = await RunAsync(bot, "why", "zzz");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("There is no hold zzz", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_OfOpenHolds_ListsThemWithTheirTexts()
    {
        await using var bot = await BotFixture.StartAsync();
        var hold = await bot.HoldOfAsync(bot.Say(DefaultWorld.RudeViewer, "a zzrude \u001b[2J [red]thing[/]"), hold => hold.Kind == HoldKind.Deleted);

        var (code, output, errors) = await RunAsync(bot, "queue");
        var json = JsonDocument.Parse((await RunAsync(bot, "queue", "--json")).Output).RootElement;

        Assert.True(code == 0, errors);
        foreach (var part in new[] { "1 held", hold.Code.Value, DefaultWorld.RudeViewer, "zzrude", "[red]thing[/]" }) Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.Equal((hold.Code.Value, "open"), (json.GetProperty("code").GetString(), json.GetProperty("state").GetString()));
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(BotFixture bot, params string[] arguments) =>
        modbot.RunAsync([.. arguments, "--channel", bot.Channel.Value], variables: new() { ["MODBOT_DATA"] = bot.Data });
}

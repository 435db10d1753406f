using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ModBot.Testing;

namespace ModBot.EndToEnd;

/// <summary>The program as a user starts it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly CommandLine modbot = new();

    public void Dispose() => modbot.Dispose();

    [Fact]
    public async Task Demo_ForAWhile_HoldsApprovesDeniesAndLosesNothing()
    {
        var (code, output, errors) = await modbot.RunAsync(["demo", "--for", "45s", "--json", "--data", Path.Combine(modbot.Folder, "demo")]);

        AssertDemo(code, output, errors);
    }

    [Fact]
    public async Task Demo_OnRedis_HoldsApprovesDeniesAndLosesNothing()
    {
        using var redis = new RedisServerFixture();
        await redis.InitializeAsync();
        try
        {
            var (code, output, errors) = await modbot.RunAsync(
                ["demo", "--for", "45s", "--json", "--store", "redis", "--data", Path.Combine(modbot.Folder, "demo")], variables: new() { ["MODBOT_REDIS__CONFIGURATION"] = redis.Configuration });

            AssertDemo(code, output, errors);
        }
        finally
        {
            await redis.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("observe")]
    [InlineData("hold")]
    [InlineData("enforce")]
    public async Task Replay_OfALog_EndsWithPartsThatSum(string mode)
    {
        var log = Path.Combine(modbot.Folder, "log.jsonl");
        await File.WriteAllLinesAsync(log, Enumerable.Range(0, 3000).Select(i => JsonSerializer.Serialize(new { user = $"u{i % 50}", text = i % 100 == 0 ? $"see bad{i}.example" : $"hello number {i}" })).Append("broken"));

        var (code, output, errors) = await modbot.RunAsync(["replay", "--log", log, "--mode", mode, "--json"]);

        Assert.Equal(0, code);
        Assert.Contains("1 line could not be read", errors, StringComparison.Ordinal);
        var figures = JsonDocument.Parse(output.Trim().Split('\n')[^1]).RootElement;
        AssertParts(figures, 3000);
        Assert.True(Number(figures, "held") >= 30);
        Assert.Equal(mode == "observe", figures.GetProperty("exposure_ms").GetProperty("p50").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Classify_FromStandardInput_WritesOneLineALineInOrder()
    {
        var lines = Enumerable.Range(0, 5000).Select(i => $"message number {i}").Append("").Append("\ud83d\ude00 ok").ToArray();

        var (code, output, _) = await modbot.RunAsync(["classify", "--json"], string.Join('\n', lines));

        Assert.Equal(0, code);
        var texts = output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString());
        Assert.Equal(lines, texts);
    }

    [Fact]
    public async Task ConfigCheck_BrokenFile_NamesLineAndColumnAndFails()
    {
        await File.WriteAllTextAsync(Path.Combine(modbot.Folder, "modbot.json"), "{\n  \"Store\": \"Sqlite\"\n  \"Http\": 1\n}");

        var (code, _, errors) = await modbot.RunAsync(["config", "check", "--config", modbot.Folder]);

        Assert.Equal(2, code);
        Assert.Contains("modbot.json, line 3, column 3", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_ModerationSetByAVariable_IsRefusedBecauseItWouldDoNothing()
    {
        var (code, _, errors) = await modbot.RunAsync(["classify", "hello"], variables: new() { ["MODBOT_MODERATION__MODE"] = "Hold" });

        Assert.Equal(2, code);
        Assert.Contains("MODBOT_MODERATION__MODE has no effect", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("doctor")]
    [InlineData("classify")]
    public async Task Model_Truncated_IsRefusedWithAWayOut(string command)
    {
        var model = Path.Combine(modbot.Folder, "model");
        Directory.CreateDirectory(model);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models", "toxicity"))) File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        await using (var stream = File.OpenWrite(Path.Combine(model, "model.onnx"))) stream.SetLength(stream.Length / 2);

        var (code, output, errors) = await modbot.RunAsync(command == "classify" ? [command, "hello"] : [command], variables: new() { ["MODBOT_MODEL"] = model });

        Assert.NotEqual(0, code);
        Assert.Contains("cut short", output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AddressTaken_SaysSoInOneSentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (code, _, errors) = await modbot.RunAsync(["run"], variables: new()
        {
            ["MODBOT_HTTP"] = $"http://{other.LocalEndpoint}",
            // Workers that wait for something are at work when it turns out.
            ["MODBOT_TWITCH__CHATSOURCE"] = "Irc",
            ["MODBOT_TWITCH__CHANNELS__0"] = "pixelharbor",
            ["MODBOT_TWITCH__IRCURL"] = "ws://127.0.0.1:1",
            ["MODBOT_TWITCH__EVENTSUBURL"] = "ws://127.0.0.1:1",
            ["MODBOT_TWITCH__HELIXURL"] = "http://127.0.0.1:1",
            ["MODBOT_TWITCH__AUTHURL"] = "http://127.0.0.1:1",
        });

        Assert.Equal(2, code);
        Assert.StartsWith($"Failed to bind to address http://{other.LocalEndpoint}", errors.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Equal(2, errors.Split("address already in use").Length);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WithoutALogin_SaysWhatToDoAndFails()
    {
        var (code, output, _) = await modbot.RunAsync(["doctor"]);

        Assert.Equal(1, code);
        Assert.Contains("MODBOT_TWITCH_ACCESS_TOKEN", output, StringComparison.Ordinal);
        Assert.Contains("checksum", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_ImportedAndExported_ComeBackAndAreRecorded()
    {
        const string channel = "810000001";
        var file = Path.Combine(modbot.Folder, "ours.txt");
        await File.WriteAllTextAsync(file, "# ours\nspam*\n=1+1\n~/bad(ly)?/\nspam*\n");

        var (code, output, errors) = await modbot.RunAsync(["terms", "import", file, "--channel", channel]);
        Assert.True(code == 0, errors);
        Assert.Equal($"{channel}: 3 blocked, 1 known already, 0 refused.", output.Trim());

        var (_, exported, _) = await modbot.RunAsync(["terms", "export", "--channel", channel, "--format", "csv"]);
        Assert.Equal("term\nspam*\n'=1+1\n/bad(ly)?/\n", exported);
        Assert.Equal($"{channel}: 0 blocked, 3 known already, 0 refused.", (await modbot.RunAsync(["terms", "import", "-", "--format", "csv", "--channel", channel], exported)).Output.Trim());

        (code, _, errors) = await modbot.RunAsync(["terms", "import", "-", "--channel", channel], "fine\n/(/\n");
        Assert.Equal((2, "line 2: '/(/' is no regular expression: Not enough )'s, at character 2."), (code, errors.Split('\n')[0].TrimEnd('\r')));
        Assert.Equal(0, (await modbot.RunAsync(["terms", "add", "sextet", "--permitted", "--channel", channel])).Code);
        Assert.Equal(0, (await modbot.RunAsync(["terms", "remove", "SPAM*", "--channel", channel])).Code);
        Assert.Contains("sextet\tset here", (await modbot.RunAsync(["terms", "list", "--permitted", "--channel", channel])).Output, StringComparison.Ordinal);
        Assert.Contains("CommandLine,,spam*,", (await modbot.RunAsync(["audit", "export", "--channel", channel])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lapsed_NothingYet_SaysSo()
    {
        var (code, output, _) = await modbot.RunAsync(["lapsed", "--channel", "810000001", "--since", "7d", "--json"]);

        Assert.Equal(0, code);
        Assert.Equal(0, JsonDocument.Parse(output).RootElement.GetProperty("total").GetProperty("lapsed").GetInt32());
    }

    private static void AssertDemo(int code, string output, string errors)
    {
        Assert.True(code == 0, errors);
        var figures = JsonDocument.Parse(output.Trim().Split('\n')[^1]).RootElement;
        Assert.Equal(0, Number(figures, "lost"));
        AssertParts(figures, Number(figures, "messages"));
        Assert.True(Number(figures, "held") > 0 && Number(figures, "approved") > 0 && Number(figures, "denied") > 0, output);
        Assert.True(figures.GetProperty("exposure_ms").GetProperty("p99").GetDouble() > 0, output);
        Assert.Equal(["held by Twitch", "proposal confirmed", "raid card", "rule", "split message", "undo"], figures.GetProperty("shown").EnumerateObject().Select(shown => shown.Name));
    }

    private static void AssertParts(JsonElement figures, long messages)
    {
        Assert.Equal(messages, Number(figures, "messages"));
        Assert.Equal(messages, Number(figures, "passed") + Number(figures, "held") + Number(figures, "acted") + Number(figures, "shed"));
    }

    private static long Number(JsonElement figures, string name) => figures.GetProperty(name).GetInt64();
}

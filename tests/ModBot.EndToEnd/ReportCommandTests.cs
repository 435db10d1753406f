using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Review;
using ModBot.Sqlite;
using ModBot.Testing;

namespace ModBot.EndToEnd;

/// <summary>Looking back from the command line, over a store that a bot left behind: what a command changes, the next one sees.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");

    private readonly CommandLine modbot = new();

    public void Dispose() => modbot.Dispose();

    [Fact]
    public async Task TuneApply_MostHoldsWereWrong_LowersTheLevelAndRecordsIt()
    {
        await LeaveHoldsAsync(25, RulingVerb.Approve);

        Assert.Contains("bullying", (await modbot.RunAsync(["tune", "--channel", "810000001"])).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings));
        await modbot.RunAsync(["tune", "--channel", "810000001", "--apply"]);

        Assert.Equal(2, JsonDocument.Parse(await File.ReadAllTextAsync(Settings)).RootElement.GetProperty("Levels").GetProperty("bullying").GetInt32());
        Assert.Contains((await ExportAsync()).Select(line => (Text(line, "subject"), Text(line, "before"), Text(line, "after"))), change => change == ("Levels.bullying", "3", "2"));
        // The proposal was applied: at the new level there is nothing left to propose.
        Assert.DoesNotContain("bullying", (await modbot.RunAsync(["tune", "--channel", "810000001"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditExport_Csv_HasAHeaderAndEveryAct()
    {
        await LeaveHoldsAsync(2, RulingVerb.Deny);

        var (code, output, errors) = await modbot.RunAsync(["audit", "export"]);

        Assert.True(code == 0, errors);
        var lines = output.Trim().Split('\n');
        Assert.StartsWith("at,channel,kind,action,by", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(line => line.Contains("Denied,quietlantern", StringComparison.Ordinal)));
        Assert.DoesNotContain("gravelgoblin", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_ByLogin_LeavesNothingOfThemInTheFileAndKeepsTheCounts()
    {
        await LeaveHoldsAsync(3, RulingVerb.Deny);
        Assert.True(await IsInStoreAsync("gravelgoblin"));

        var (code, output, errors) = await modbot.RunAsync(["forget", "gravelgoblin"]);

        Assert.True(code == 0, errors);
        Assert.Contains("3 holds", output, StringComparison.Ordinal);
        Assert.False(await IsInStoreAsync("gravelgoblin"));
        Assert.False(await IsInStoreAsync("rude words of theirs"));
        Assert.Equal(3, (await ExportAsync()).Count(line => Text(line, "action") == "Denied"));
        Assert.StartsWith("Nothing is stored", (await modbot.RunAsync(["forget", "nobodyhere"])).Output, StringComparison.Ordinal);
    }

    private string Settings => Path.Combine(modbot.Folder, "data", "channels", "810000001.json");

    private async Task<IReadOnlyList<JsonElement>> ExportAsync() =>
        [.. (await modbot.RunAsync(["audit", "export", "--format", "jsonl"])).Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<bool> IsInStoreAsync(string text)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(modbot.Folder, "data"), "modbot.db*"))
        {
            if ((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0) return true;
        }
        return false;
    }

    /// <summary>What a bot would have left: held messages of one chatter, all decided in one way.</summary>
    private async Task LeaveHoldsAsync(int count, RulingVerb verb)
    {
        Directory.CreateDirectory(Path.Combine(modbot.Folder, "data"));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Sqlite:Path", Path.Combine(modbot.Folder, "data", "modbot.db"))]).Build())
            .AddSingleton(SomePolicy.Book(new Policy.ModerationConfig()))
            .AddModBotCore().AddModBotSqlite()
            .BuildServiceProvider();
        var desk = services.GetRequiredService<ReviewDesk>();
        var scores = default(CategoryScores);
        scores[Category.Bullying] = 0.93f;
        for (var i = 0; i < count; i++)
        {
            var now = DateTimeOffset.UtcNow;
            var hold = Some.Hold(Some.Message($"rude words of theirs {i}", id: $"left-{i}") with { SentAt = now });
            await services.GetRequiredService<IHoldStore>().AddAsync(hold with { Decision = hold.Decision with { Scores = scores } }, new HistoryEntry(1, now, Actor.ModBot, HistoryAction.Held), [], default);
            Assert.IsType<ReviewResult.Done>(await desk.ResolveAsync(Moderator, hold.Broadcaster, hold.Id, new Ruling(verb), expectedVersion: null, default));
        }
    }
}

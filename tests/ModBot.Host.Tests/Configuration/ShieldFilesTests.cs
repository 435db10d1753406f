using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Policy;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Host.Tests.Configuration;

public sealed class ShieldFilesTests : IDisposable
{
    private static readonly ShieldState State = new ShieldState(Some.Broadcaster).Raise(
        SurgeSign.NewChatters, new SettingSource(Some.Moderator, SettingSurface.Chat), Some.Instant, Some.Instant.AddMinutes(5), Some.Instant.AddHours(1)) with
    {
        Changes = ImmutableDictionary<ChatLimit, LimitChange>.Empty.Add(ChatLimit.SlowMode, new LimitChange(null, 30)),
        Problems = ImmutableDictionary<ChatLimit, string>.Empty.Add(ChatLimit.TwitchShieldMode, "no scope"),
    };

    private readonly TestFolder folder = new();
    private readonly RecordingLogger logger = new();
    private readonly ShieldFiles files;

    public ShieldFilesTests() => files = new ShieldFiles(Options.Create(new ModBotOptions { Data = folder.Path }), logger.For<ShieldFiles>());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_AfterSave_IsTheSameToTheLetter()
    {
        files.Save(new ShieldState(Some.Broadcaster));
        files.Save(State);

        Assert.Equal(Json(State), Json(Assert.Single(files.Load())));
    }

    [Fact]
    public void Load_NothingSavedOrRemoved_IsEmpty()
    {
        Assert.Empty(files.Load());
        files.Save(State);

        files.Remove(Some.Broadcaster);

        Assert.Empty(files.Load());
    }

    [Fact]
    public void Load_FileOfAnOlderModBot_TakesDefaultsForTheRest()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "shields"));
        folder.Write($"shields/{Some.Broadcaster}.json", $$"""{ "broadcaster": "{{Some.Broadcaster}}", "isUp": true }""");

        var state = Assert.Single(files.Load());

        Assert.Equal((true, 0, 0), (state.IsUp, state.Changes.Count, state.Untold.Count));
    }

    [Fact]
    public void Load_BrokenFile_IsSaidAndKeptAndTheOthersAreRead()
    {
        files.Save(State);
        folder.Write("shields/1.json", "{ \"broadcaster\": ");

        Assert.Single(files.Load());

        Assert.Contains("1.json", Assert.Single(logger.Entries, entry => entry.Level == LogLevel.Error).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "shields", "1.json")));
    }

    private static string Json(ShieldState state) => JsonSerializer.Serialize(state, ShieldJson.Default.ShieldState);
}

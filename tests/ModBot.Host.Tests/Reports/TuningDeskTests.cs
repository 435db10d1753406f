using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;
using ModBot.Host.Tests.Configuration;
using ModBot.Testing;

namespace ModBot.Host.Tests.Reports;

public sealed class TuningDeskTests : IDisposable
{
    private readonly TestFolder folder = new("""{ "Moderation": { "Level": 3, "Levels": { "swearing": 1, "misogyny": 2 } } }""");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task SimulateAsync_OverallAndOneCategory_LeavesLevelsOfTheirOwn()
    {
        var time = new ManualTimeProvider(Some.Instant);
        var channels = new ChannelDirectory();
        channels.Add("pixelharbor", Some.Broadcaster);
        var settings = new ChannelSettings(Options.Create(new ModBotOptions { Data = Path.Combine(folder.Path, "data") }), new InMemorySettingLog(), time);
        var loader = new PolicyLoader(new ConfigFolder(folder.Path), settings, channels, SomePolicy.Thresholds);
        var desk = new TuningDesk(new InMemoryHoldStore(), new InMemoryChatCountStore(), loader, SomePolicy.Thresholds, time);
        Assert.Null(LevelArguments.TryParse(["all=1", "bullying=4"], out var levels));

        var simulation = await desk.SimulateAsync(new ChosenChannel(Some.Broadcaster, "pixelharbor"), levels, TimeSpan.FromDays(30), default);

        var rows = simulation.Rows.ToDictionary(row => row.Category, row => (row.LevelBefore, row.LevelAfter));
        Assert.Equal(((3, 4), (3, 1), (1, 1), (2, 2)), (rows[Category.Bullying], rows[Category.Aggression], rows[Category.Swearing], rows[Category.Misogyny]));
        Assert.Contains("No chat was counted", string.Join(' ', SimulationView.Notes(simulation)), StringComparison.Ordinal);
    }
}

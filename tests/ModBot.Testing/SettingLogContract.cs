using ModBot.Messages;
using ModBot.Policy;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes the record of setting changes: kept in order and apart by channel, and rewritten only to forget somebody.</summary>
public abstract class SettingLogContract
{
    private static readonly BroadcasterId Other = new("810000002");

    /// <summary>Opens a log over this test's own data; called again, one more over the same data.</summary>
    protected abstract ISettingLog Open();

    [Fact]
    public async Task Read_EveryField_ComesBackInTheOrderOfRecording()
    {
        var log = Open();
        var first = Change("Levels.bullying", "3", "4");
        var second = Change("Members.42", null, "tri\u00e4l \"=1\"") with { Surface = SettingSurface.Web, By = Some.OtherModerator };
        await log.AppendAsync(first, default);
        await log.AppendAsync(second, default);

        Assert.Equal([first, second], await ReadAsync(Open(), Some.Broadcaster));
    }

    [Fact]
    public async Task Read_OtherChannelsAndAllChannels_AreApart()
    {
        var log = Open();
        var (ours, theirs, shared) = (Change("Level", "3", "1"), Change("Level", "3", "2") with { Broadcaster = Other }, Change("Level", "3", "4") with { Broadcaster = null });
        foreach (var change in new[] { ours, theirs, shared }) await log.AppendAsync(change, default);

        Assert.Equal([ours], await ReadAsync(log, Some.Broadcaster));
        Assert.Equal([theirs], await ReadAsync(log, Other));
        Assert.Equal([shared], await ReadAsync(log, null));
        Assert.Empty(await ReadAsync(log, new BroadcasterId("9")));
    }

    [Fact]
    public async Task Read_Since_LeavesOutWhatIsOlder()
    {
        var log = Open();
        var (old, edge) = (Change("Level", "3", "1"), Change("Level", "1", "2") with { At = Some.Instant.AddHours(1) });
        await log.AppendAsync(old, default);
        await log.AppendAsync(edge, default);

        Assert.Equal([edge], await ReadAsync(log, Some.Broadcaster, edge.At));
        Assert.Empty(await ReadAsync(log, Some.Broadcaster, edge.At.AddTicks(1)));
    }

    [Fact]
    public async Task Read_MoreThanOnePage_ReadsAll()
    {
        var log = Open();
        for (var i = 0; i < 300; i++) await log.AppendAsync(Change("Level", $"{i}", $"{i + 1}"), default);

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), (await ReadAsync(log, Some.Broadcaster)).Select(change => change.Before!));
    }

    [Fact]
    public async Task Erase_ActorAndMember_TakesOnlyThatPersonOutAndOnlyOnce()
    {
        var log = Open();
        var (byThem, aboutThem, others) = (Change("Level", "3", "1"), Change($"Members.{Some.Moderator.Id}", null, "lead") with { By = Some.OtherModerator }, Change("Level", "1", "2") with { By = Some.OtherModerator });
        foreach (var change in new[] { byThem, aboutThem, others }) await log.AppendAsync(change, default);

        Assert.Equal(2, await log.EraseAsync(Some.Broadcaster, Some.Moderator.Id, default));

        Assert.Equal([byThem with { By = Actor.Erased }, aboutThem with { Setting = "Members.erased" }, others], await ReadAsync(Open(), Some.Broadcaster));
        Assert.Equal(0, await log.EraseAsync(Some.Broadcaster, Some.Moderator.Id, default));
        Assert.Equal(0, await log.EraseAsync(null, Some.Moderator.Id, default));
    }

    private static SettingChange Change(string setting, string? before, string? after) =>
        new(Some.Broadcaster, Some.Instant, Some.Moderator, SettingSurface.Chat, setting, before, after);

    private static async Task<List<SettingChange>> ReadAsync(ISettingLog log, BroadcasterId? broadcaster, DateTimeOffset? since = null)
    {
        var changes = new List<SettingChange>();
        await foreach (var change in log.ReadAsync(broadcaster, since ?? DateTimeOffset.MinValue, default)) changes.Add(change);
        return changes;
    }
}

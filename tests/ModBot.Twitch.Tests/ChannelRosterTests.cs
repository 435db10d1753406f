using ModBot.Messages;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests;

public sealed class ChannelRosterTests : IDisposable
{
    private static readonly BroadcasterId Coral = new("810000005");

    private readonly string folder = Directory.CreateTempSubdirectory("modbot-").FullName;

    private string File => Path.Combine(folder, "inner", "channels.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Current_ConfiguredAndAdded_AreThereOnceEach()
    {
        await using var bed = Bed("PixelHarbor", "pixelharbor");
        var roster = bed.Get<ChannelRoster>();

        Assert.True(await roster.AddAsync("CoralByte", Coral, CancellationToken.None));
        Assert.False(await roster.AddAsync("coralbyte", Coral, CancellationToken.None));

        Assert.Equal([new RosterChannel("pixelharbor", null, IsConfigured: true), new RosterChannel("coralbyte", Coral, IsConfigured: false)], roster.Current.AsEnumerable());
    }

    [Fact]
    public async Task Add_AfterRestart_IsStillThereAndTheFileIsItsOwnersOnly()
    {
        await using (var first = Bed()) await first.Get<ChannelRoster>().AddAsync("coralbyte", Coral, CancellationToken.None);

        await using var second = Bed();

        Assert.Equal(["coralbyte"], second.Get<ChannelRoster>().Current.Select(c => c.Login));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.False(System.IO.File.Exists(File + ".new"));
    }

    [Fact]
    public async Task Add_RenamedChannel_GetsItsNewLogin()
    {
        await using var bed = Bed();
        var roster = bed.Get<ChannelRoster>();
        await roster.AddAsync("coralbyte", Coral, CancellationToken.None);
        Assert.True(await roster.AddAsync("coralmegabyte", Coral, CancellationToken.None));
        Assert.Equal(["coralmegabyte"], roster.Current.Select(c => c.Login));
    }

    [Fact]
    public async Task Remove_OnlyWhatWasAdded_Goes()
    {
        await using var bed = Bed("pixelharbor");
        var roster = bed.Get<ChannelRoster>();
        await roster.AddAsync("coralbyte", Coral, CancellationToken.None);

        Assert.True(await roster.RemoveAsync("CoralByte", CancellationToken.None));
        Assert.False(await roster.RemoveAsync("coralbyte", CancellationToken.None));
        Assert.False(await roster.RemoveAsync("pixelharbor", CancellationToken.None));

        Assert.Equal(["pixelharbor"], roster.Current.Select(c => c.Login));
    }

    [Fact]
    public async Task Run_AnotherProcessAdds_IsNoticedWithinASecond()
    {
        await using var bot = Bed();
        await using var commandLine = Bed();
        var roster = bot.Get<ChannelRoster>();
        Assert.Empty(roster.Current);
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        roster.Changed += () => changed.TrySetResult();
        using var stop = new CancellationTokenSource();
        var running = roster.RunAsync(stop.Token);

        await commandLine.Get<ChannelRoster>().AddAsync("coralbyte", Coral, CancellationToken.None);
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await changed.Task.WaitAsync(TestBed.Guard);

        Assert.Equal(["coralbyte"], roster.Current.Select(c => c.Login));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Changed_OwnAdd_IsRaisedOnceAndAtOnce()
    {
        await using var bed = Bed();
        var roster = bed.Get<ChannelRoster>();
        var raised = 0;
        roster.Changed += () => raised++;
        await roster.AddAsync("coralbyte", Coral, CancellationToken.None);
        await roster.AddAsync("coralbyte", Coral, CancellationToken.None);
        Assert.Equal(1, raised);
    }

    [Fact]
    public async Task File_Broken_TheLastGoodListHoldsAndNothingIsWrittenOver()
    {
        await using var bed = Bed();
        var roster = bed.Get<ChannelRoster>();
        await roster.AddAsync("coralbyte", Coral, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var running = roster.RunAsync(stop.Token);

        await System.IO.File.WriteAllTextAsync(File, "{\"channels\":[\n{\"login\":");
        bed.Clock.Advance(TimeSpan.FromSeconds(1));
        await EventSubScript.WaitUntilAsync(() => roster.Problem is not null);

        Assert.Equal(["coralbyte"], roster.Current.Select(c => c.Login));
        Assert.Contains(File, roster.Problem, StringComparison.Ordinal);
        var e = await Assert.ThrowsAsync<IOException>(() => roster.AddAsync("pixelharbor", new BroadcasterId("810000001"), CancellationToken.None));
        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
        Assert.StartsWith("{\"channels\"", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"channels\":null}")]
    [InlineData("{\"channels\":[{\"login\":null,\"id\":\"1\"}]}")]
    [InlineData("{\"channels\":[null]}")]
    [InlineData("")]
    public async Task File_NotAListOfChannels_IsAProblemAndNoCrash(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, content);
        await using var bed = Bed("pixelharbor");
        Assert.Equal(["pixelharbor"], bed.Get<ChannelRoster>().Current.Select(c => c.Login));
        Assert.NotNull(bed.Get<ChannelRoster>().Problem);
    }

    [Fact]
    public async Task Add_AnotherProcessIsWriting_WaitsForItAndLosesNothing()
    {
        await using var one = Bed();
        await using var two = Bed();
        var file = new OwnerFile(File, one.Clock);
        var writing = await file.LockAsync(CancellationToken.None);

        var adding = two.Get<ChannelRoster>().AddAsync("coralbyte", Coral, CancellationToken.None);
        await EventSubScript.WaitUntilAsync(() => two.Clock.Timers > 0);
        await file.WriteAsync("""{"channels":[{"login":"pixelharbor","id":"810000001"}]}"""u8.ToArray(), CancellationToken.None);
        writing.Dispose();
        two.Clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.True(await adding.WaitAsync(TestBed.Guard));
        Assert.Equal(["pixelharbor", "coralbyte"], one.Get<ChannelRoster>().Current.Select(c => c.Login));
    }

    private TestBed Bed(params string[] configured) => new(configure: o => (o.Channels, o.RosterFile) = (configured, File));
}

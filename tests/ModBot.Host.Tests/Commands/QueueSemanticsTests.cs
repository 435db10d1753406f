using ModBot.Classification;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

/// <summary>Priority, claims, notes, lapses and bulk, as a moderator meets them in chat.</summary>
public sealed class QueueSemanticsTests : IDisposable
{
    private readonly CommandBed bed = new("""{ "Mode": "Hold", "Holds": { "Lapses": { "spam": { "WhenLapsed": "Deny" } } } }""");

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task QueueAndNext_ByPriority_ShowTheGravestFirst()
    {
        var mild = await bed.AddAsync(Of(Category.Swearing));
        var grave = await bed.AddAsync(Of(Category.Aggression));

        Assert.StartsWith($"2 held: {grave.Code} aggression 0.90, still visible, 0 s · {mild.Code}", await bed.AskAsync("queue"), StringComparison.Ordinal);
        Assert.StartsWith($"Yours for 2 min: {grave.Code}", await bed.AskAsync("next"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_FromAnother_IsTheTakersAndSaysFromWhom()
    {
        var hold = await bed.AddAsync();
        await bed.AskAsync("next", CommandBed.Other);

        Assert.Equal($"{hold.Code}: slowcomet is on it; take {hold.Code} takes it over.", await bed.AskAsync($"deny {hold.Code}"));
        Assert.Equal($"Yours for 2 min: {hold.Code} bullying 0.90, still visible; taken over from slowcomet.", await bed.AskAsync($"take {hold.Code}"));
        Assert.Equal($"{hold.Code} denied.", await bed.AskAsync($"deny {hold.Code}"));
        Assert.Equal($"{hold.Code}: already denied by quietlantern 0 s ago.", await bed.AskAsync($"take {hold.Code}", CommandBed.Other));
    }

    [Fact]
    public async Task Release_OwnClaim_FreesIt()
    {
        var hold = await bed.AddAsync();
        await bed.AskAsync("next", CommandBed.Other);

        Assert.Equal($"{hold.Code}: slowcomet is on it; take {hold.Code} takes it over.", await bed.AskAsync($"release {hold.Code}"));
        Assert.Equal($"{hold.Code} is free for others.", await bed.AskAsync($"release {hold.Code}", CommandBed.Other));
        Assert.Equal($"{hold.Code}: nobody has claimed it.", await bed.AskAsync($"release {hold.Code}"));
    }

    [Fact]
    public async Task Note_OnAHold_IsCountedAndNeverRepeated()
    {
        var hold = await bed.AddAsync();

        Assert.Equal($"{hold.Code}: a note has 1 to 500 characters.", await bed.AskAsync($"note {hold.Code}"));
        Assert.Equal($"{hold.Code}: noted.", await bed.AskAsync($"note {hold.Code} quotes a song"));
        Assert.EndsWith(" 1 note.", await bed.AskAsync($"why {hold.Code}"), StringComparison.Ordinal);
        await bed.AskAsync($"approve {hold.Code}");
        await bed.AskAsync($"note {hold.Code} and once more");
        Assert.EndsWith(" 2 notes.", await bed.AskAsync($"why {hold.Code}"), StringComparison.Ordinal);
        Assert.DoesNotContain("song", string.Join(' ', await bed.AskAsync($"why {hold.Code}"), await bed.AskAsync("queue"), await bed.AskAsync("stats")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_Lapsed_SaysThatThereIsNothingToDecide()
    {
        var left = await bed.AddAsync();
        var denied = await bed.AddAsync(Of(Category.Spam));
        bed.Time.Advance(TimeSpan.FromMinutes(31));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);
        bed.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal($"{left.Code}: lapsed 3 min ago; there is nothing to decide any more.", await bed.AskAsync($"approve {left.Code}"));
        Assert.Equal($"{denied.Code}: lapsed 3 min ago, kept out; there is nothing to decide any more.", await bed.AskAsync($"approve {denied.Code}"));
        Assert.StartsWith($"{denied.Code} cannot be undone: it lapsed", await bed.AskAsync($"undo {denied.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lapsed_SomeAndSomeOpen_CountsThemAndNamesCodes()
    {
        Assert.Equal("Nothing lapsed in the last 24 h; nothing is open.", await bed.AskAsync("lapsed"));
        var left = await bed.AddAsync();
        var denied = await bed.AddAsync(Of(Category.Spam));
        await bed.AskAsync($"take {left.Code}");
        bed.Time.Advance(TimeSpan.FromMinutes(31));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);
        await bed.AddAsync(Some.Hold() with { CreatedAt = Some.Instant.AddMinutes(20), ExpiresAt = Some.Instant.AddHours(1) });

        var reply = await bed.AskAsync("lapsed 2h");

        Assert.StartsWith("2 h: 2 lapsed (bullying 1, spam 1); 1 kept out; 1 had been claimed, 0 proposed; the latest: ", reply, StringComparison.Ordinal);
        Assert.EndsWith("; the oldest open waits 11 min.", reply, StringComparison.Ordinal);
        Assert.Contains(denied.Code.Value, reply, StringComparison.Ordinal);
        Assert.StartsWith("Type !mod lapsed", await bed.AskAsync("lapsed soon"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deny_User_DeniesAllTheirsWithOneSanction()
    {
        for (var i = 0; i < 3; i++) await bed.AddAsync();
        var claimed = await bed.AddAsync();
        await bed.AskAsync($"take {claimed.Code}", CommandBed.Other);

        Assert.Equal("3 denied, sender timed out for 10 min; 1 claimed by others.", await bed.AskAsync("deny @GravelGoblin timeout 10m enough"));
        Assert.Equal("Nothing in the queue is of that user alone.", await bed.AskAsync("deny @somebody"));
        Assert.Equal("enough", (await bed.Store.LeaseEffectsAsync(Some.Broadcaster, 100, Some.Instant, TimeSpan.Zero, default)).Single(leased => leased.Effect.Kind == EffectKind.Timeout).Effect.Reason);
    }

    [Fact]
    public async Task Approve_User_ApprovesAllTheirs()
    {
        for (var i = 0; i < 2; i++) await bed.AddAsync();

        Assert.Equal("2 approved.", await bed.AskAsync("approve @gravelgoblin"));
        Assert.Equal("Nothing is held.", await bed.AskAsync("queue"));
    }

    [Fact]
    public async Task Deny_UserBeyondTheRolesLimit_SaysWhatIsLeft()
    {
        for (var i = 0; i < 61; i++) await bed.AddAsync();

        Assert.Equal("60 denied; 1 left: your role makes at most 60 decisions a minute.", await bed.AskAsync("deny @gravelgoblin"));
    }

    [Fact]
    public async Task Help_Reason_SaysWhoReadsIt()
    {
        Assert.Contains("Twitch shows the reason to the sender", await bed.AskAsync("help deny"), StringComparison.Ordinal);
        Assert.Contains("the sender is shown only the reason of a denial", await bed.AskAsync("help note"), StringComparison.Ordinal);
    }

    private static Hold Of(Category category) => Some.Hold() with { Decision = Some.Decision(category: category) };
}

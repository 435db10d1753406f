using System.Text.Json;
using ModBot.Context;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Reports;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Reports;

public sealed class ForgettingTests
{
    private static readonly ChosenChannel[] Channels = [new(Some.Broadcaster, "pixelharbor")];
    private static readonly ChatterId Goblin = Some.Chatter().Id;

    private readonly InMemoryHoldStore store = new();
    private readonly InMemorySettingLog settings = new();
    private readonly Forgetting forgetting;

    public ForgettingTests() => forgetting = new Forgetting(store, settings, new ManualTimeProvider(Some.Instant));

    [Fact]
    public async Task ForgetAsync_Sender_LeavesCountsAndNothingPersonal()
    {
        await AddAsync("unspeakable", denied: true);
        await AddAsync("unspeakable too", denied: false);
        await AddAsync("hello", Some.Chatter("mildheron", id: "5"), denied: true);
        var before = await ReviewReport.ReadAsync(store, Some.Broadcaster, Some.Instant, default);

        var forgotten = await forgetting.ForgetAsync(Channels, Goblin, default);

        Assert.Equal(new Forgotten(2, 0, 0), forgotten);
        foreach (var trace in new[] { "unspeakable", "gravelgoblin", Goblin.Value, "a private word" }) Assert.DoesNotContain(trace, await EverythingAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("mildheron", await EverythingAsync(), StringComparison.Ordinal);
        var after = await ReviewReport.ReadAsync(store, Some.Broadcaster, Some.Instant, default);
        Assert.Equal((before.Total.Held, before.Total.Denied, 3), (after.Total.Held, after.Total.Denied, after.BySource["bullying"].Held));
        Assert.Equal((0, 1), (after.Total.Open, after.Total.Expired));
    }

    [Fact]
    public async Task ForgetAsync_Moderator_GoesFromWhatTheyDidAndTheHoldsStay()
    {
        await AddAsync("rude", denied: true);
        await settings.AppendAsync(new SettingChange(Some.Broadcaster, Some.Instant, Some.Moderator, SettingSurface.Chat, "Level", "3", "4"), default);
        await settings.AppendAsync(new SettingChange(null, Some.Instant, Actor.ModBot, SettingSurface.File, $"Members.{Some.Moderator.Id}", null, "lead"), default);

        Assert.Equal(new Forgotten(0, 1, 2), await forgetting.ForgetAsync(Channels, Some.Moderator.Id, default));

        Assert.DoesNotContain("quietlantern", await EverythingAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Some.Moderator.Id.Value, await EverythingAsync(), StringComparison.Ordinal);
        Assert.Contains("gravelgoblin", await EverythingAsync(), StringComparison.Ordinal);
        Assert.Equal(Actor.Erased, (await settings.ListAsync(Some.Broadcaster)).Single().By);
    }

    [Fact]
    public async Task ForgetAsync_SenderOfOneLine_TheOthersAndTheHoldStay()
    {
        var hold = Some.Hold(Some.Message("last", Some.Chatter("mildheron", id: "5")));
        var lines = new[] { new HeldLine(new MessageId("line-1"), Some.Chatter(), "unspeakable", Some.Instant), new HeldLine(new MessageId("line-2"), Some.Chatter("calmotter", id: "6"), "second", Some.Instant) };
        hold = hold with { Decision = hold.Decision with { Lines = [.. lines], Folded = "unspeakablesecondlast" } };
        await store.AddAsync(hold, new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default);
        Assert.Contains(Goblin, await forgetting.FindAsync(Channels, "gravelgoblin", default));

        Assert.Equal(new Forgotten(0, 1, 0), await forgetting.ForgetAsync(Channels, Goblin, default));

        foreach (var trace in new[] { "unspeakable", "gravelgoblin", Goblin.Value }) Assert.DoesNotContain(trace, await EverythingAsync(), StringComparison.OrdinalIgnoreCase);
        foreach (var other in new[] { "mildheron", "calmotter", "second", "last" }) Assert.Contains(other, await EverythingAsync(), StringComparison.Ordinal);
        Assert.True((await store.FindAsync(Some.Broadcaster, hold.Id, default))!.IsOpen);
    }

    [Theory]
    [InlineData("gravelgoblin", "810000007")] // sent it
    [InlineData("calmotter", "6")] // sent a part of it
    public async Task ForgetAsync_WithNotes_TakesTheNotesAndLeavesThatThereWereSome(string login, string id)
    {
        var held = Some.Hold();
        var hold = (await store.AddAsync(held with { Decision = held.Decision with { Lines = [HeldLine.Of(Some.Message("first", Some.Chatter("calmotter", id: "6")))] } }, new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
        var noted = HoldLifecycle.Note(hold, Some.Moderator, $"{login} does that daily", Some.Instant);
        await store.ChangeAsync(noted.Hold, noted.Entry, noted.Effects, default);

        await forgetting.ForgetAsync(Channels, new ChatterId(id), default);

        Assert.DoesNotContain("daily", await EverythingAsync(), StringComparison.Ordinal);
        var history = await store.ReadHistoryAsync(Some.Broadcaster, hold.Id, default);
        Assert.Contains(history, entry => entry.Action == HistoryAction.Noted);
        Assert.Equal(0, HoldNote.Count(history));
    }

    [Fact]
    public async Task ForgetAsync_ModeratorWhoseClaimWasTakenOver_GoesFromTheHistory()
    {
        var hold = (await store.AddAsync(Some.Hold(), new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
        foreach (var by in new[] { Some.OtherModerator, Some.Moderator })
        {
            var claimed = HoldLifecycle.Claim(hold, by, Some.Instant, TimeSpan.FromMinutes(2));
            await store.ChangeAsync(hold = claimed.Hold, claimed.Entry, claimed.Effects, default);
        }
        Assert.Contains("slowcomet", await EverythingAsync(), StringComparison.Ordinal);

        await forgetting.ForgetAsync(Channels, Some.OtherModerator.Id, default);

        Assert.DoesNotContain("slowcomet", await EverythingAsync(), StringComparison.Ordinal);
        Assert.Contains("quietlantern", await EverythingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgetAsync_Bystander_GoesFromWhatWasHeardAroundAHold()
    {
        var hold = Some.Hold(Some.Message("last", Some.Chatter("mildheron", id: "5")));
        hold = hold with { Context = new HoldContext { Before = [HeldLine.Of(Some.Message("a private word"))], After = [HeldLine.Of(Some.Message("second", Some.Chatter("calmotter", id: "6")))] } };
        await store.AddAsync(hold, new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default);
        Assert.Contains(Goblin, await forgetting.FindAsync(Channels, "gravelgoblin", default));

        Assert.Equal(new Forgotten(0, 1, 0), await forgetting.ForgetAsync(Channels, Goblin, default));

        foreach (var trace in new[] { "a private word", "gravelgoblin", Goblin.Value }) Assert.DoesNotContain(trace, await EverythingAsync(), StringComparison.OrdinalIgnoreCase);
        foreach (var other in new[] { "mildheron", "calmotter", "second", "last" }) Assert.Contains(other, await EverythingAsync(), StringComparison.Ordinal);
        Assert.True((await store.FindAsync(Some.Broadcaster, hold.Id, default))!.IsOpen);
    }

    [Fact]
    public async Task ForgetAsync_Again_ChangesNothing()
    {
        await AddAsync("rude", denied: true);
        await forgetting.ForgetAsync(Channels, Goblin, default);
        var once = await EverythingAsync();

        Assert.Equal(new Forgotten(0, 0, 0), await forgetting.ForgetAsync(Channels, Goblin, default));
        Assert.Equal(once, await EverythingAsync());
        Assert.Empty(await forgetting.FindAsync(Channels, "gravelgoblin", default));
    }

    [Theory]
    [InlineData("GravelGoblin", new[] { "810000007", "6" })] // a login that changed hands
    [InlineData("quietlantern", new[] { "810000003" })]
    [InlineData("6", new[] { "6" })]
    [InlineData("42", new[] { "42" })] // only in the settings
    [InlineData("modbot", new string[0])]
    [InlineData("nobody", new string[0])]
    public async Task FindAsync_LoginOrId_FindsEverybodyWhoHadIt(string name, string[] expected)
    {
        await AddAsync("rude", denied: true);
        await AddAsync("rude", Some.Chatter(id: "6"), denied: false);
        await settings.AppendAsync(new SettingChange(Some.Broadcaster, Some.Instant, Some.OtherModerator, SettingSurface.Chat, "Members.42", null, "trial"), default);

        Assert.Equal(expected.Order(), (await forgetting.FindAsync(Channels, name, default)).Select(id => id.Value).Order());
    }

    private async Task AddAsync(string text, Chatter? from = null, bool denied = false)
    {
        var hold = (await store.AddAsync(Some.Hold(Some.Message(text, from)), new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
        if (!denied) return;
        var transition = HoldLifecycle.Resolve(hold, Some.Moderator, new Ruling(RulingVerb.Deny, Reason: from is null ? "a private word" : "be kind"), Some.Instant);
        await store.ChangeAsync(transition.Hold, transition.Entry, transition.Effects, default);
    }

    private async Task<string> EverythingAsync()
    {
        var all = "";
        await foreach (var hold in store.ReadSinceAsync(Some.Broadcaster, DateTimeOffset.MinValue, default))
        {
            all += JsonSerializer.Serialize(hold, HoldJson.Default.Hold);
            foreach (var entry in await store.ReadHistoryAsync(Some.Broadcaster, hold.Id, default)) all += JsonSerializer.Serialize(entry, HoldJson.Default.HistoryEntry);
        }
        foreach (var broadcaster in new BroadcasterId?[] { null, Some.Broadcaster })
        {
            foreach (var change in await settings.ListAsync(broadcaster)) all += JsonSerializer.Serialize(change, SettingJson.Default.SettingChange);
        }
        return all;
    }
}

using ModBot.Classification;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes a single hold: held once, found again, changed by compare-and-set with its history in the same step.</summary>
public abstract class HoldStoreContract : StoreTest
{
    [Fact]
    public async Task Add_SameMessageTwice_KeepsTheFirst()
    {
        var first = await HoldAsync();

        var again = await Store.AddAsync(
            Some.Hold(first.Message with { Text = "redelivered" }), Entry(first, HistoryAction.Held), Effects(first, EffectKind.DeleteMessage), None);

        Assert.False(again.Added);
        Same(first, again.Hold);
        Assert.Single(await Store.ReadHistoryAsync(first.Broadcaster, first.Id, None));
        Assert.Empty(await Store.LeaseEffectsAsync(first.Broadcaster, 10, Some.Instant, TimeSpan.FromMinutes(1), None));
    }

    [Fact]
    public async Task Add_AppealWithContext_ComesBackWhole()
    {
        var hold = Some.Hold() with
        {
            Kind = HoldKind.Appeal,
            Appeal = new Appeal(new HoldId("message-0"), new UnbanRequestId("request-1"), new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10))),
            Context = new HoldContext { Before = [HeldLine.Of(Some.Message("before"))], After = [HeldLine.Of(Some.Message("after"))] },
        };

        var added = await HoldAsync(hold);

        Same(added, await Store.FindAsync(hold.Broadcaster, hold.Id, None));
        Assert.Equal((hold.Appeal, "before", "after"), (added.Appeal, added.Context!.Before.Single().Text, added.Context.After.Single().Text));
    }

    [Fact]
    public async Task Add_FiftyAtOnceFromTwoInstances_AddsOne()
    {
        var hold = Some.Hold();
        IHoldStore[] stores = [Store, OpenAnother()];

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            stores[i % 2].AddAsync(hold, Entry(hold, HistoryAction.Held), Effects(hold, EffectKind.DeleteMessage), None))));

        Assert.Single(results, result => result.Added);
        Assert.Single(results.Select(result => result.Hold.Code).Distinct());
        Assert.Single(await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None));
        Assert.Single(await Store.LeaseEffectsAsync(hold.Broadcaster, 10, Some.Instant, TimeSpan.FromMinutes(1), None));
        Assert.Equal(1, await Store.CountOpenAsync(hold.Broadcaster, None));
    }

    [Fact]
    public async Task Add_ManyHolds_GivesEachACodeOfItsOwn()
    {
        var holds = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => HoldAsync())));

        Assert.Equal(60, holds.Select(hold => hold.Code).Distinct().Count());
        foreach (var hold in holds) Same(hold, await Store.FindAsync(hold.Broadcaster, hold.Code, None));
    }

    [Fact]
    public async Task Find_CodeInUpperCase_Finds()
    {
        var hold = await HoldAsync();

        Same(hold, await Store.FindAsync(hold.Broadcaster, new ShortCode(hold.Code.Value.ToUpperInvariant()), None));
    }

    [Theory]
    [InlineData("zzzzzz")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("' or 1=1 --")]
    [InlineData("\ud800")]
    public async Task Find_UnknownCodeOrId_IsNull(string text)
    {
        await HoldAsync();

        Assert.Null(await Store.FindAsync(Some.Broadcaster, new ShortCode(text), None));
        Assert.Null(await Store.FindAsync(Some.Broadcaster, new HoldId(text), None));
        Assert.Empty(await Store.ReadHistoryAsync(Some.Broadcaster, new HoldId(text), None));
    }

    [Fact]
    public async Task Change_NextVersion_ReplacesTheHold()
    {
        var hold = await HoldAsync();

        var denied = await ChangeAsync(Denied(hold), HistoryAction.Denied);

        Same(denied, await Store.FindAsync(hold.Broadcaster, hold.Id, None));
        Same(denied, await Store.FindAsync(hold.Broadcaster, hold.Code, None));
        Assert.Equal(
            [HistoryAction.Held, HistoryAction.Denied],
            (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Change_UnknownHold_IsNotFound()
    {
        var hold = Denied(Some.Hold());

        var result = await Store.ChangeAsync(hold, Entry(hold, HistoryAction.Denied), Effects(hold, EffectKind.Ban), None);

        Assert.IsType<ChangeResult.NotFound>(result);
        Assert.Empty(await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None));
        Assert.Null(await Store.FindAsync(hold.Broadcaster, hold.Id, None));
    }

    [Fact]
    public async Task Change_StaleVersion_TellsTheCurrentHoldAndWritesNothing()
    {
        var hold = await HoldAsync();
        var denied = await ChangeAsync(Denied(hold), HistoryAction.Denied);
        var late = hold with { Version = 2, State = HoldState.Approved };

        var result = await Store.ChangeAsync(late, Entry(late, HistoryAction.Approved), Effects(late, EffectKind.PostQuote), None);

        Same(denied, Assert.IsType<ChangeResult.Stale>(result).Current);
        Assert.Equal(2, (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None)).Count);
        Assert.Empty(await Store.LeaseEffectsAsync(hold.Broadcaster, 10, Some.Instant, TimeSpan.FromMinutes(1), None));
    }

    [Fact]
    public async Task Change_ManyAtOnceOnOneVersion_OneWins()
    {
        var hold = await HoldAsync();
        IHoldStore[] stores = [Store, OpenAnother()];

        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() =>
        {
            var next = Denied(hold) with { Claim = new Claim(new Actor(new ChatterId($"{i}"), $"mod{i}"), Some.Instant) };
            return stores[i % 2].ChangeAsync(next, Entry(next, HistoryAction.Denied), Effects(next, EffectKind.DeleteMessage), None);
        })));

        var winner = Assert.Single(results.OfType<ChangeResult.Changed>()).Hold;
        Assert.Equal(29, results.OfType<ChangeResult.Stale>().Count());
        Assert.All(results.OfType<ChangeResult.Stale>(), stale => Same(winner, stale.Current));
        Assert.Equal(2, (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None)).Count);
        Assert.Single(await Store.LeaseEffectsAsync(hold.Broadcaster, 10, Some.Instant, TimeSpan.FromMinutes(1), None));
    }

    [Fact]
    public async Task Change_ClaimAndProposal_ComeBackWhole()
    {
        var hold = await HoldAsync();
        var at = Some.Instant + TimeSpan.FromTicks(1_234_567);

        await ChangeAsync(
            hold with
            {
                Version = 2,
                Claim = new Claim(Some.Moderator, at),
                Proposal = new Proposal(Some.OtherModerator, at, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10)), "no")),
            },
            HistoryAction.Claimed);

        var found = await Store.FindAsync(hold.Broadcaster, hold.Id, None);
        Assert.Equal(Some.Moderator, found!.ClaimedBy(at - TimeSpan.FromTicks(1)));
        Assert.Null(found.ClaimedBy(at));
        Assert.Equal(TimeSpan.FromMinutes(10), found.Proposal!.Ruling.Sanction!.Duration);
    }

    [Fact]
    public async Task History_EveryField_ComesBack()
    {
        var hold = await HoldAsync();
        var next = hold with { Version = 2 };
        var entry = new HistoryEntry(2, Some.Instant.AddTicks(7), Some.OtherModerator, HistoryAction.EffectFailed, "Twitch says 403: \"no\" \u0001 é 🙂");

        await Store.ChangeAsync(next, entry, [], None);

        Assert.Equal(entry, (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None))[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("🙂👨‍👩‍👧 ﷽ Z̸̛̫a̷l̷g̷o̷ עברית 日本語")]
    [InlineData("\0\u0001\t\r\n\u001b[31m\u007f\u0085\u2028\u202e\uFEFF\uFFFF")]
    [InlineData("'; DROP TABLE hold; -- {}\"\\ %s $1 {0}")]
    public async Task Add_AnyText_ComesBackUnchanged(string text)
    {
        var hold = await HoldAsync(Some.Hold(Some.Message(text, Some.Chatter(login: "x"))));

        Assert.Equal(text, (await Store.FindAsync(hold.Broadcaster, hold.Id, None))!.Message.Text);
    }

    [Fact]
    public async Task Add_FiveHundredWideCharacters_ComesBackUnchanged()
    {
        var text = string.Concat(Enumerable.Repeat("🙂", 500));

        var hold = await HoldAsync(Some.Hold(Some.Message(text)));

        Assert.Equal(text, (await Store.FindAsync(hold.Broadcaster, hold.Id, None))!.Message.Text);
    }

    [Fact]
    public async Task Add_UnpairedSurrogates_BecomeReplacementCharactersOneForOne()
    {
        var hold = Some.Hold(Some.Message("a\ud83d b\udc00\udc00c\ud800"));
        hold = hold with { Decision = hold.Decision with { Folded = "\udfff" } };

        var effect = Effect.For(hold, EffectKind.Warn, reason: "\ud800!");
        await Store.AddAsync(hold, new HistoryEntry(1, Some.Instant, Some.Moderator, HistoryAction.Held, "\udc00"), [effect], None);

        var found = await Store.FindAsync(hold.Broadcaster, hold.Id, None);
        Assert.Equal("a\uFFFD b\uFFFD\uFFFDc\uFFFD", found!.Message.Text);
        Assert.Equal("\uFFFD", found.Decision.Folded);
        Assert.Equal("\uFFFD", (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None))[0].Detail);
        var leased = await Store.LeaseEffectsAsync(hold.Broadcaster, 1, Some.Instant, TimeSpan.FromMinutes(1), None);
        Assert.Equal("\uFFFD!", leased[0].Effect.Reason);
    }

    [Fact]
    public async Task Add_ScoreThatIsNoNumber_ComesBack()
    {
        var hold = Some.Hold();
        var reason = hold.Decision.Reasons[0] with { Value = float.NaN, Threshold = float.PositiveInfinity };

        await HoldAsync(hold with { Decision = hold.Decision with { Reasons = [reason] } });

        Assert.Equal(reason, (await Store.FindAsync(hold.Broadcaster, hold.Id, None))!.Decision.Reasons[0]);
    }

    [Fact]
    public async Task Explanation_AfterAChangeAndAReopen_IsStillThere()
    {
        var explained = Some.Hold(Some.Message("you r\u200Bude 🙂 words"));
        var explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(4, 5, 1), new WordWeight(13, 5, 0.25f)]);
        var hold = await HoldAsync(explained with { Decision = explained.Decision with { Explanation = explanation } });
        Same(hold, await Store.FindAsync(hold.Broadcaster, hold.Id, None));
        await ChangeAsync(Denied(hold), HistoryAction.Denied);

        var found = await (await ReopenAsync()).FindAsync(hold.Broadcaster, hold.Code, None);

        Assert.Equal((explanation.Category, explanation.Score), (found!.Decision.Explanation!.Category, found.Decision.Explanation.Score));
        Assert.Equal(explanation.Words, found.Decision.Explanation.Words.AsEnumerable());
    }

    [Fact]
    public async Task Reopen_AfterChanges_EverythingIsStillThere()
    {
        var open = await HoldAsync(effects: EffectKind.DeleteMessage);
        var denied = await ChangeAsync(Denied(await HoldAsync()), HistoryAction.Denied, EffectKind.Ban);

        var reopened = await ReopenAsync();

        Same(open, await reopened.FindAsync(open.Broadcaster, open.Code, None));
        Same(denied, await reopened.FindAsync(denied.Broadcaster, denied.Id, None));
        Assert.Equal([open.Id], (await reopened.ListOpenAsync(open.Broadcaster, 10, None)).Select(hold => hold.Id));
        Assert.Equal(2, (await reopened.ReadHistoryAsync(denied.Broadcaster, denied.Id, None)).Count);
        var effects = await reopened.LeaseEffectsAsync(open.Broadcaster, 10, Some.Instant, TimeSpan.FromMinutes(1), None);
        Assert.Equal([EffectKind.DeleteMessage, EffectKind.Ban], effects.Select(effect => effect.Effect.Kind));
        Assert.NotEqual(open.Code, (await HoldAsync()).Code);
    }

    [Fact]
    public async Task Broadcasters_SameMessageId_DoNotMix()
    {
        var ours = await HoldAsync(Some.Hold(Some.Message("ours", id: "same")), EffectKind.DeleteMessage);
        var theirs = await HoldAsync(Some.Hold(Some.Message("theirs", broadcaster: Other, id: "same")));

        await ChangeAsync(Denied(ours), HistoryAction.Denied);

        Same(theirs, await Store.FindAsync(Other, theirs.Id, None));
        Assert.Equal(1, await Store.CountOpenAsync(Other, None));
        Assert.Equal(0, await Store.CountOpenAsync(ours.Broadcaster, None));
        Assert.Single(await Store.ReadHistoryAsync(Other, theirs.Id, None));
        Assert.Empty(await Store.LeaseEffectsAsync(Other, 10, Some.Instant, TimeSpan.FromMinutes(1), None));
        Assert.Equal([ours.Broadcaster, Other], (await Store.ListBroadcastersAsync(None)).OrderBy(id => id.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_StoreThatAnswers_IsReachable() => Assert.True((await Store.CheckAsync(None)).Reachable);
}

using System.Net;
using System.Text.Encodings.Web;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Sandbox.Chat;
using ModBot.Testing;

namespace ModBot.Host.Tests.Web;

/// <summary>What cards show and what acts do.</summary>
[Collection(nameof(DeskCollection))]
public sealed class QueueTests(DeskBed bed)
{
    private const string Pixelharbor = "/desk/" + DefaultWorld.Channel;

    [Fact]
    public async Task Queue_OpenHold_HasItsCard()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync("you utter zzmelon", hold => hold with
        {
            Decision = hold.Decision with { Explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(10, 7, 1)]), Folded = "you utter melon" },
        });
        var page = await browser.ReadAsync(Pixelharbor);
        Assert.Contains($"data-hold=\"{hold.Id}\" data-code=\"{hold.Code}\"", page, StringComparison.Ordinal);
        Assert.Contains("you utter <mark>zzmelon</mark>", page, StringComparison.Ordinal);
        Assert.Contains("you utter melon", page, StringComparison.Ordinal);
        Assert.Contains("bullying (insults, harassment)", page, StringComparison.Ordinal);
        Assert.Contains("still visible", page, StringComparison.Ordinal);
        Assert.Contains("score 0.90", page, StringComparison.Ordinal);
        Assert.Contains($"data-code=\"{hold.Code}\"", await browser.ReadAsync("/desk"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</bdi></blockquote><form action=//evil.example>")]
    [InlineData("' hx-get='/desk/logout' hx-trigger='load")]
    [InlineData("&lt;b&gt; &amp; &#60;i&#62;")]
    public async Task Card_TextFullOfHtml_ShowsIt(string text)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var sender = Some.Chatter(text, id: Guid.NewGuid().ToString());
        await bed.HoldAsync(text, hold => hold with { Message = hold.Message with { Chatter = sender } });
        var hold = await bed.HoldAsync(text, hold => hold with { Message = hold.Message with { Chatter = sender }, Decision = hold.Decision with { Folded = $"{text}!" } });
        await browser.SendAsync(Address(hold), [("act", "note"), ("note", text)]);
        var page = await browser.ReadAsync(Address(hold));
        Assert.DoesNotContain(text, page, StringComparison.Ordinal);
        // The text, its folded form, the sender, the note, and the sender of two open holds.
        Assert.Equal(5, page.Split(HtmlEncoder.Default.Encode(text)).Length - 1);
    }

    [Fact]
    public async Task Card_TextWithUnseenCharacters_SpellsThemOut()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync("a\u202Eb\u200Bc\u2066d\u00ADe\uDB40\uDC41f\u0007g");
        var page = WebUtility.HtmlDecode(await browser.ReadAsync(Address(hold)));
        foreach (var name in new[] { "U+202E", "U+200B", "U+2066", "U+00AD", "U+E0041", "U+0007" }) Assert.Contains($">{name}</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.DoesNotContain('\u200B', page);
    }

    [Fact]
    public async Task Approve_ThenUndo_IsDoneAndShown()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        using var approved = await browser.SendAsync(Address(hold), [("act", "approve"), ("version", "1")]);
        var card = await approved.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        Assert.Contains("data-state=\"approved\"", card, StringComparison.Ordinal);
        Assert.Contains("approved by quietlantern", card, StringComparison.Ordinal);
        Assert.Contains("value=\"undo\"", card, StringComparison.Ordinal);
        Assert.Equal(HoldState.Approved, (await bed.ReadAsync(hold)).State);

        using var undone = await browser.SendAsync(Address(hold), [("act", "undo")]);
        Assert.Contains("data-state=\"open\"", await undone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await bed.ReadAsync(hold)).IsOpen);
    }

    [Theory]
    [InlineData("deny", "", null)]
    [InlineData("warn", "", SanctionKind.Warn)]
    [InlineData("timeout", "10m", SanctionKind.Timeout)]
    [InlineData("ban", "", SanctionKind.Ban)]
    public async Task Deny_WithASanction_GivesIt(string act, string duration, SanctionKind? expected)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        using var reply = await browser.SendAsync(Address(hold), [("act", act), ("version", "1"), ("duration", duration), ("reason", "be kind")]);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var ruling = (await bed.ReadAsync(hold)).Resolution!.Ruling;
        Assert.Equal((RulingVerb.Deny, expected, "be kind"), (ruling.Verb, ruling.Sanction?.Kind, ruling.Reason));
        if (expected == SanctionKind.Timeout) Assert.Equal(TimeSpan.FromMinutes(10), ruling.Sanction!.Duration);
    }

    [Fact]
    public async Task Act_WithoutTheScript_OpensTheHoldsPage()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        using var reply = await browser.SendAsync(Address(hold), [("act", "deny"), ("version", "1")], asScript: false);
        Assert.Equal((HttpStatusCode.Redirect, Address(hold)), (reply.StatusCode, reply.Headers.Location?.ToString()));
        Assert.Equal(HoldState.Denied, (await bed.ReadAsync(hold)).State);
    }

    [Fact]
    public async Task Act_SecondModerator_IsToldWhoWasFirst()
    {
        using var first = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        using var second = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var hold = await bed.HoldAsync();
        using var done = await first.SendAsync(Address(hold), [("act", "deny"), ("version", "1")]);
        using var late = await second.SendAsync(Address(hold), [("act", "approve"), ("version", "1")]);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("already denied by quietlantern", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(DefaultWorld.Moderator, (await bed.ReadAsync(hold)).Resolution!.By.Login);
    }

    [Fact]
    public async Task Act_WhatCameOfIt_IsOnTheCardOnceAndReadAloud()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        using var late = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var hold = await bed.HoldAsync();
        using var denied = await browser.SendAsync(Address(hold), [("act", "deny"), ("version", "1")]);
        using var second = await late.SendAsync(Address(hold), [("act", "deny"), ("version", "1")]);
        foreach (var (answer, said) in new[] { (denied, $"{hold.Code} denied."), (second, $"{hold.Code}: already denied by quietlantern") })
        {
            var (card, aloud) = Split(await answer.Content.ReadAsStringAsync());
            Assert.Single(card.Split('<'), part => part.Contains("denied by quietlantern", StringComparison.Ordinal));
            Assert.DoesNotContain(said, card, StringComparison.Ordinal);
            Assert.StartsWith(said, aloud, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Act_Refused_IsSaidOnTheCardToo()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        var hold = await bed.HoldAsync();
        using var refused = await browser.SendAsync(Address(hold), [("act", "ban"), ("version", "1")]);
        var (card, aloud) = Split(await refused.Content.ReadAsStringAsync());
        Assert.Contains("needs the permission Ban", card, StringComparison.Ordinal);
        Assert.Contains("needs the permission Ban", aloud, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_HoldChangedSinceItWasSeen_ChangesNothing()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        using var note = await browser.SendAsync(Address(hold), [("act", "note"), ("note", "seen before")]);
        using var stale = await browser.SendAsync(Address(hold), [("act", "approve"), ("version", "1")]);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("has just changed", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await bed.ReadAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task ClaimReleaseTake_BetweenTwo_AreDone()
    {
        using var first = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        using var second = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var hold = await bed.HoldAsync();
        using var claimed = await first.SendAsync(Address(hold), [("act", "claim")]);
        Assert.Contains("is yours for", await claimed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var others = await second.ReadAsync(Address(hold));
        Assert.Contains("claimed by quietlantern", others, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"approve\"", others, StringComparison.Ordinal);
        using var blocked = await second.SendAsync(Address(hold), [("act", "deny")]);
        Assert.Equal(HttpStatusCode.Conflict, blocked.StatusCode);
        using var taken = await second.SendAsync(Address(hold), [("act", "take")]);
        Assert.Equal(DefaultWorld.LeadModerator, (await bed.ReadAsync(hold)).Claim!.By.Login);
        using var released = await second.SendAsync(Address(hold), [("act", "release")]);
        Assert.Null((await bed.ReadAsync(hold)).Claim);
    }

    [Fact]
    public async Task Trial_CanProposeOnly_AndIsRefusedTheRest()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        var hold = await bed.HoldAsync();
        var page = await browser.ReadAsync(Address(hold));
        Assert.Contains("Propose to deny", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"ban\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"timeout\"", page, StringComparison.Ordinal);
        using var banned = await browser.SendAsync(Address(hold), [("act", "ban"), ("version", "1")]);
        Assert.Equal(HttpStatusCode.Forbidden, banned.StatusCode);
        Assert.Contains("needs the permission Ban", await banned.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var proposed = await browser.SendAsync(Address(hold), [("act", "deny"), ("version", "1")]);
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        Assert.True(await bed.ReadAsync(hold) is { IsOpen: true, Proposal.By.Login: DefaultWorld.TrialModerator });
    }

    [Fact]
    public async Task Observer_SeesAndCanDoNothing()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Vip);
        var hold = await bed.HoldAsync("seen by observers", channel: new BroadcasterId(bed.Sandbox.Chat.FindUser(DeskBed.OtherChannel)!.Id));
        var address = $"/desk/{DeskBed.OtherChannel}/holds/{hold.Code}";
        var page = await browser.ReadAsync(address);
        Assert.Contains("seen by observers", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"act\"", page, StringComparison.Ordinal);
        foreach (var act in new[] { "approve", "permit", "deny", "deny-only", "warn", "ban", "claim", "take", "release", "note", "undo" })
        {
            using var reply = await browser.SendAsync(address, [("act", act), ("note", "x")]);
            Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        }
        Assert.Equal(1, (await bed.ReadAsync(hold)).Version);
    }

    [Fact]
    public async Task PermitTerm_ByALead_ApprovesAndPermits()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var hold = await bed.HoldAsync("so zzrude today", hold => hold with
        {
            Decision = hold.Decision with { Reasons = [new Policy.Reason { Source = Rules.BlockedTermRule.RuleName, Verdict = Rules.Verdict.Hold, Text = "a blocked term", Span = new TextSpan(3, 6) }] },
        });
        Assert.Contains("value=\"permit\"", await browser.ReadAsync(Address(hold)), StringComparison.Ordinal);
        using var reply = await browser.SendAsync(Address(hold), [("act", "permit"), ("version", "1")]);
        Assert.Contains("its term is permitted from now on", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await bed.ReadAsync(hold)).Resolution!.Ruling.PermitsTerm);
    }

    [Fact]
    public async Task Details_OfAHold_TellHistoryNotesAndRecord()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        using var note = await browser.SendAsync(Address(hold), [("act", "note"), ("note", "third time today")]);
        var details = await browser.ReadAsync($"{Address(hold)}/details");
        Assert.Contains("third time today", details, StringComparison.Ordinal);
        Assert.Contains("by <bdi>quietlantern</bdi>", details, StringComparison.Ordinal);
        Assert.Contains("record", details, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cards_OnlyThoseThatChanged_ComeBack()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var (same, changed) = (await bed.HoldAsync(), await bed.HoldAsync());
        using var claimed = await browser.SendAsync(Address(changed), [("act", "claim")]);
        var cards = await browser.ReadAsync($"/desk/cards?have=pixelharbor.{same.Code}.1,pixelharbor.{changed.Code}.1,pixelharbor.zzz.1,nochannel.bbb.1,x");
        Assert.Contains($"data-code=\"{changed.Code}\"", cards, StringComparison.Ordinal);
        Assert.DoesNotContain($"data-code=\"{same.Code}\"", cards, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_CoveredCategory_HidesTheTextUntilAskedFor()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync("not for breakfast");
        Assert.DoesNotContain("class=\"cover\"", await browser.ReadAsync(Address(hold)), StringComparison.Ordinal);
        using var kept = await browser.SendAsync("/desk/view", [("theme", "dark"), ("covered", "bullying"), ("covered", "<nonsense>"), ("keys", "on")], asScript: false);
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var page = await browser.ReadAsync(Address(hold));
        Assert.Matches("<details class=\"cover\" data-part=\"cover\">[^<]*<summary[^>]*>[^<]*</summary>\\s*<div class=\"said\">", page);
        Assert.Contains("data-theme=\"dark\" data-keys=\"on\"", page, StringComparison.Ordinal);
    }

    /// <summary>The card of an answer, and what a screen reader says of it.</summary>
    private static (string Card, string Aloud) Split(string answer) => answer.Split("<p id=\"result\" class=\"toast\" role=\"status\" hx-swap-oob=\"innerHTML\">") is [var card, var aloud] ? (card, aloud) : throw new FormatException(answer);

    private static string Address(Hold hold) => $"{Pixelharbor}/holds/{hold.Code}";
}

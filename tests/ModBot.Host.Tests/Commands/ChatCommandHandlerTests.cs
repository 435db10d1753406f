using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Appeals;
using ModBot.Classification;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Host.Tests.Commands;

public sealed class ChatCommandHandlerTests : IDisposable
{
    private static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    private static readonly Chatter Lead = Some.Chatter("stormledger", Badges.LeadModerator, "810000009");

    private readonly TestFolder folder = new();
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly InMemorySettingLog log = new();
    private readonly TestMeters meters = new();
    private readonly LinkPermits permits = new();
    private readonly PolicyBook policies;
    private readonly PolicyReloadWorker reload;
    private readonly ChatCommandHandler handler;

    public ChatCommandHandlerTests()
    {
        var settings = new ChannelSettings(Options.Create(new ModBotOptions { Data = Path.Combine(folder.Path, "data") }), log, time);
        var channels = new ChannelDirectory();
        channels.Add("pixelharbor", Some.Broadcaster);
        var loader = new PolicyLoader(new ConfigFolder(folder.Path), settings, channels, SomePolicy.Thresholds);
        policies = new PolicyBook(loader.Load());
        reload = new PolicyReloadWorker(loader, policies, time, NullLogger<PolicyReloadWorker>.Instance);
        var desk = new ReviewDesk(store, policies, new OutboxSignal(), new HoldMetrics(meters), time);
        var terms = new ChannelTerms(settings, new ConfigFolder(folder.Path), channels);
        ICommandGroup[] groups = [new QueueCommands(desk, new HoldViewer(desk, store, policies, time), time), new ClaimCommands(desk, time), new DecisionCommands(desk, new BulkReview(desk, store), new TermApproval(desk, policies, terms, reload), time), new TermCommands(terms, reload), new LinkCommands(permits, new Lookup(), time), new SettingCommands(settings, reload, new Lookup()), new ReportCommands(store, time)];
        var appeals = new AppealCommand(new AppealIntake(store, policies, new HoldMetrics(meters), time), policies, time);
        handler = new ChatCommandHandler(new CommandTable(groups), policies, new RecordingEnforcer(), NullLogger<ChatCommandHandler>.Instance, appeals);
    }

    public void Dispose()
    {
        reload.Dispose();
        meters.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("!mod queue", Badges.None)] // no role
    [InlineData("!mod queue", Badges.Vip)]
    [InlineData("!mod dance", Badges.Moderator)] // unknown
    [InlineData("!mod level bullying 4", Badges.Moderator)] // not this role's
    [InlineData("!moderate queue", Badges.Moderator)] // another bot's
    [InlineData("hello !mod queue", Badges.Moderator)]
    public async Task AnswerAsync_UnknownOrUnauthorised_IsSilent(string text, Badges badges) => Assert.Null(await AskAsync(text, Some.Chatter(badges: badges)));

    [Theory]
    [InlineData("!mod dance", Badges.Moderator, "no such command")]
    [InlineData("!mod queue", Badges.None, "moderators")]
    [InlineData("!mod level bullying 4", Badges.Moderator, "may not use level")]
    public async Task AnswerAsync_ConfigSaysReply_RefusesInOneLine(string text, Badges badges, string expected)
    {
        folder.Write("modbot.json", """{ "Moderation": { "Commands": { "Unknown": "Reply", "Unauthorised": "Reply" } } }""");
        reload.ReloadNow();

        Assert.Contains(expected, await AskAsync(text, Some.Chatter(badges: badges)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Level_WhileTheShieldIsUp_IsAboutTheChannelsOwn()
    {
        policies.Shield(Some.Broadcaster, isUp: true);

        Assert.Equal("bullying: level 3 -> 2.", await AskAsync("!mod level bullying 2", Lead));
    }

    [Fact]
    public async Task Queue_SomeHolds_ShowsCodesAndNeverTheTextOrTheSender()
    {
        var hold = await AddAsync("very rude words");

        var reply = await AskAsync("!mod queue");

        Assert.Equal($"1 held: {hold.Code} bullying 0.90, still visible, 0 s.", reply);
    }

    [Fact]
    public async Task EveryReply_AboutAHold_HoldsNeitherTextNorSender()
    {
        var hold = await AddAsync("unspeakable");
        string[] commands = ["queue", "next", $"why {hold.Code}", $"deny {hold.Code} timeout 5m spamming", $"why {hold.Code}", $"approve {hold.Code}", $"undo {hold.Code}", $"take {hold.Code}", $"note {hold.Code} he said unspeakable", $"why {hold.Code}", $"release {hold.Code}", $"approve {hold.Code} permit", "deny @gravelgoblin", "term list", "term block unspeakable", "term remove unspeakable", "lapsed", "stats", "help"];

        foreach (var command in commands)
        {
            var reply = await AskAsync($"!mod {command}", Lead);
            Assert.NotNull(reply);
            Assert.DoesNotContain("unspeakable", reply, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("gravelgoblin", reply, StringComparison.OrdinalIgnoreCase);
            Assert.InRange(reply.Length, 1, 500);
            Assert.True(char.IsLetterOrDigit(reply[0]), reply); // a sign could be read as a command
        }
    }

    [Fact]
    public async Task Why_ExplainedHold_SaysWhereTheWordsStandAndNotWhatTheyAre()
    {
        var held = Some.Hold(Some.Message("well  you unspeakable 🙂 thing"));
        var explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(10, 11, 1), new WordWeight(25, 5, 0.3f)]);
        var hold = await AddAsync(held with { Decision = held.Decision with { Explanation = explanation } });

        var reply = await AskAsync($"!mod why {hold.Code}");

        Assert.EndsWith("Mostly for words 3, 5 of 5.", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("unspeakable", reply, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task NextThenDenyWithTimeout_ByCode_Decides()
    {
        var hold = await AddAsync();

        Assert.StartsWith($"Yours for 2 min: {hold.Code}", await AskAsync("!mod next"), StringComparison.Ordinal);
        Assert.Equal($"{hold.Code} denied, sender timed out for 10 min.", await AskAsync($"!mod deny {hold.Code.Value.ToUpperInvariant()} timeout 10m be nice"));

        var denied = await store.FindAsync(Some.Broadcaster, hold.Id, default);
        Assert.Equal(new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10)), "be nice"), denied!.Resolution!.Ruling);
    }

    [Fact]
    public async Task Approve_AlreadyDecided_SaysByWhom()
    {
        var hold = await AddAsync();
        await AskAsync($"!mod deny {hold.Code}", Lead);

        Assert.Equal($"{hold.Code}: already denied by stormledger 0 s ago.", await AskAsync($"!mod approve {hold.Code}"));
    }

    [Fact]
    public async Task Deny_ByARoleThatMayOnlyDeny_Decides()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Roles": { "night": { "Permissions": ["View", "Claim", "Deny"] } }, "Members": { "810000003": "night" } } }""");
        reload.ReloadNow();
        var hold = await AddAsync();

        Assert.Equal($"{hold.Code}: needs the permission Approve.", await AskAsync($"!mod approve {hold.Code}"));
        Assert.Equal($"{hold.Code} denied.", await AskAsync($"!mod deny {hold.Code}"));
    }

    [Fact]
    public async Task Why_HandledOnTwitch_SaysByWhomAndWhat()
    {
        var hold = await AddAsync();
        await CloseOnTwitchAsync(hold, Some.Moderator);
        time.Advance(TimeSpan.FromSeconds(12));

        Assert.StartsWith($"{hold.Code}, deleted, handled by quietlantern on Twitch 12 s ago (message deleted).", await AskAsync($"!mod why {hold.Code}"), StringComparison.Ordinal);
        Assert.Equal($"{hold.Code}: already handled by quietlantern on Twitch 12 s ago (message deleted).", await AskAsync($"!mod approve {hold.Code}"));
    }

    [Fact]
    public async Task Why_HandledOnTwitchByNobodyKnown_SaysNoName()
    {
        var hold = await AddAsync();
        await CloseOnTwitchAsync(hold, Actor.Twitch);

        Assert.Contains("handled on Twitch 0 s ago (message deleted)", await AskAsync($"!mod why {hold.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_HandledOnTwitchAndDeleted_TellsBoth()
    {
        await CloseOnTwitchAsync(await AddAsync(), Some.Moderator);
        var deleted = HoldLifecycle.MessageDeleted(await AddAsync(), time.GetUtcNow().AddMilliseconds(150));
        await store.ChangeAsync(deleted.Hold, deleted.Entry, deleted.Effects, default);

        Assert.Contains("1 of these on Twitch; deleted after 150 ms (p50), 150 ms (p99), 100 % within 2 s;", await AskAsync("!mod stats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_OfACategoryOrAModerator_TellsTheirs()
    {
        var hold = await AddAsync();
        time.Advance(TimeSpan.FromSeconds(40));
        await AskAsync($"!mod deny {hold.Code}");

        Assert.Equal("bullying, 7 d: 1 held, 0 open, 0 approved, 1 denied, 0 lapsed, 0 acted on; right 100 % (21 % to 100 %); median 40 s to decide.", await AskAsync("!mod stats 7d bullying"));
        Assert.Equal("quietlantern, 24 h: 0 approved, 1 denied; nobody else judged the same holds.", await AskAsync("!mod stats @QuietLantern"));
        Assert.Equal("Nothing in the last 24 h is under that name; there are bullying.", await AskAsync("!mod stats gravelgoblin"));
        time.Advance(TimeSpan.FromHours(3));
        Assert.Equal("Nothing was held in the last 2 h.", await AskAsync("!mod stats 2h"));
    }

    private async Task CloseOnTwitchAsync(Hold hold, Actor by)
    {
        var closed = HoldLifecycle.CloseOnTwitch(hold, new Ruling(RulingVerb.Deny, Reason: "message deleted"), by, time.GetUtcNow());
        await store.ChangeAsync(closed.Hold, closed.Entry, closed.Effects, default);
    }

    [Theory]
    [InlineData("!mod approve zzz", "There is no hold zzz.")]
    [InlineData("!mod approve", "Type !mod approve <code|@user> [permit]")]
    [InlineData("!mod deny", "Type !mod deny <code|@user> [warn|timeout 10m|ban|none] [reason]")]
    [InlineData("!mod why nope", "There is no hold nope.")]
    [InlineData("!mod next", "Nothing is waiting.")]
    [InlineData("!mod queue", "Nothing is held.")]
    [InlineData("!mod stats", "Nothing was held in the last 24 hours.")]
    public async Task AnswerAsync_NothingThere_SaysSo(string text, string expected) => Assert.Equal(expected, await AskAsync(text));

    [Fact]
    public async Task Undo_Timeout_OpensAgain()
    {
        var hold = await AddAsync();
        await AskAsync($"!mod deny {hold.Code} ban");

        Assert.Equal($"{hold.Code} open again.", await AskAsync($"!mod undo {hold.Code}"));
    }

    [Fact]
    public async Task Level_ByLead_IsInForceAtOnceAndAfterARestart()
    {
        Assert.Equal("bullying: level 3 -> 4.", await AskAsync("!mod level bullying 4", Lead));

        Assert.Equal(4, policies.For(Some.Broadcaster).LevelOf(Category.Bullying));
        Assert.True(File.Exists(Path.Combine(folder.Path, "data", "channels", $"{Some.Broadcaster}.json")));
    }

    [Fact]
    public async Task Setting_Changed_IsRecordedWithItsActorAndWhatWasBefore()
    {
        await AskAsync("!mod level bullying 4", Lead);
        await AskAsync("!mod role @NewHand trial", Lead);
        await AskAsync("!mod role @NewHand none", Lead);

        var lead = new Actor(Lead.Id, Lead.Login);
        Assert.Equal(
            [
                new SettingChange(Some.Broadcaster, Some.Instant, lead, SettingSurface.Chat, "Levels.bullying", "3", "4"),
                new SettingChange(Some.Broadcaster, Some.Instant, lead, SettingSurface.Chat, "Members.42", null, "trial"),
                new SettingChange(Some.Broadcaster, Some.Instant, lead, SettingSurface.Chat, "Members.42", "trial", "none"),
            ],
            await log.ListAsync(Some.Broadcaster));
    }

    [Fact]
    public async Task Setting_ThatCannotBeRecorded_IsNotChanged()
    {
        log.IsDown = true;

        await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AskAsync("!mod level bullying 4", Lead));

        Assert.Equal(3, policies.For(Some.Broadcaster).LevelOf(Category.Bullying));
        Assert.False(File.Exists(Path.Combine(folder.Path, "data", "channels", $"{Some.Broadcaster}.json")));
    }

    [Theory]
    [InlineData("!mod level hate 4", "There is no category hate")]
    [InlineData("!mod level bullying 5", "<category> <0-4>")]
    [InlineData("!mod level bullying -1", "<category> <0-4>")]
    [InlineData("!mod level", "<category> <0-4>")]
    [InlineData("!mod role @nobody lead", "Twitch knows no user nobody.")]
    [InlineData("!mod role @newhand boss", "There is no role boss")]
    [InlineData("!mod role @newhand broadcaster", "There is one broadcaster")]
    public async Task Setting_BadArgument_SaysWhatIsPossible(string text, string expected) => Assert.Contains(expected, await AskAsync(text, Lead), StringComparison.Ordinal);

    [Fact]
    public async Task Role_ByLead_GoesByIdAndIsInForceAtOnce()
    {
        Assert.Equal("newhand now has the role trial.", await AskAsync("!mod role @NewHand trial", Lead));

        Assert.Equal("trial", policies.For(Some.Broadcaster).Roles.Of(Some.Chatter("renamed", Badges.Moderator, "42"))!.Name);
    }

    [Fact]
    public async Task Role_ThatMayMoreThanOnesOwn_CanBeNeitherGivenNorTaken()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Roles": { "host": { "Permissions": ["View", "Roles", "Claim", "Propose", "Stats"], "MaxTimeout": "1.00:00:00" } }, "Members": { "810000003": "host", "42": "moderator" } } }""");
        reload.ReloadNow();

        Assert.Equal("The role lead may more than yours, host; somebody who has it can give it.", await AskAsync("!mod role @newhand lead"));
        Assert.Equal("newhand has the role moderator, which may more than yours, host.", await AskAsync("!mod role @newhand trial"));
        Assert.Equal("moderator", policies.For(Some.Broadcaster).Config.Members["42"]);
    }

    [Fact]
    public async Task Deny_BeyondTheRolesLimit_SaysHowLongToWait()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Roles": { "moderator": { "ActsPerMinute": 1 } } } }""");
        reload.ReloadNow();
        await AskAsync($"!mod deny {(await AddAsync()).Code}");
        var second = await AddAsync();

        Assert.Equal($"{second.Code}: your role makes at most 1 decision a minute; wait 60 s.", await AskAsync($"!mod deny {second.Code}"));
    }

    [Fact]
    public async Task Permit_ByModerator_LetsOneMessageWithLinksThroughForAWhile()
    {
        Assert.Equal("Permitted: newhand may post one message with links within 60 s.", await AskAsync("!mod permit @NewHand"));

        Assert.False(permits.TryUse(Some.Broadcaster, new ChatterId("7"), Some.Instant));
        Assert.True(permits.TryUse(Some.Broadcaster, new ChatterId("42"), Some.Instant.AddSeconds(60)));
        Assert.False(permits.TryUse(Some.Broadcaster, new ChatterId("42"), Some.Instant.AddSeconds(60)));
    }

    [Fact]
    public async Task Permit_ConfigSaysHowLong_EndsThen()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Rules": { "Links": { "PermitFor": "00:05:00" } } } }""");
        reload.ReloadNow();

        Assert.EndsWith("within 5 min.", await AskAsync("!mod permit newhand"), StringComparison.Ordinal);
        Assert.False(permits.TryUse(Some.Broadcaster, new ChatterId("42"), Some.Instant.AddSeconds(301)));
    }

    [Theory]
    [InlineData("!mod permit", "Type !mod permit @user")]
    [InlineData("!mod permit nobody", "Twitch knows no user nobody.")]
    public async Task Permit_NobodyNamed_SaysSo(string text, string expected) => Assert.Equal(expected, await AskAsync(text));

    [Fact]
    public async Task Permit_ByARoleThatMayOnlyPropose_IsSilent()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Members": { "810000003": "trial" } } }""");
        reload.ReloadNow();

        Assert.Null(await AskAsync("!mod permit newhand"));
        Assert.False(permits.TryUse(Some.Broadcaster, new ChatterId("42"), Some.Instant));
    }

    [Fact]
    public async Task Appeal_ByAViewerWhoseMessageWasDenied_OpensAnItem()
    {
        var hold = await AddAsync();
        Assert.Equal("Your message still waits for a moderator.", await AskAsync("!appeal why?", Some.Chatter()));
        await AskAsync($"!mod deny {hold.Code}", Lead);

        Assert.Equal("Your appeal is noted; a moderator will have a look at it.", await AskAsync("!APPEAL  it was unspeakable, yes", Some.Chatter()));
        Assert.Equal("You have asked already; a moderator will have a look at it.", await AskAsync("!appeal", Some.Chatter()));

        var appeal = Assert.Single(await store.ListOpenAsync(Some.Broadcaster, 10, default));
        Assert.Equal("it was unspeakable, yes", appeal.Message.Text);
        Assert.Equal($"1 held: {appeal.Code} appeal, asks for another look, 0 s.", await AskAsync("!mod queue"));
        Assert.Equal($"{appeal.Code}, asks for another look, open, lapses in 3 d. appeal: asks for another look at {hold.Code}; model: bullying 0.90 (holds from 0.70). It is about {hold.Code}, denied by stormledger 0 s ago.", await AskAsync($"!mod why {appeal.Code}"));
        Assert.Equal($"{appeal.Code} approved.", await AskAsync($"!mod approve {appeal.Code}"));
        Assert.Contains($"approved by quietlantern 0 s ago", await AskAsync($"!mod why {hold.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appeal_JudgedByWhoeverDenied_IsWarnedAbout()
    {
        var hold = await AddAsync();
        await AskAsync($"!mod deny {hold.Code}");
        await AskAsync("!appeal", Some.Chatter());
        var appeal = Assert.Single(await store.ListOpenAsync(Some.Broadcaster, 10, default));

        Assert.Equal($"{appeal.Code} denied. But it was about your own decision: better leave such an appeal to another moderator.", await AskAsync($"!mod deny {appeal.Code}"));
    }

    [Theory]
    [InlineData("!appealing")]
    [InlineData("hello !appeal")]
    [InlineData("!appea")]
    public async Task Appeal_OtherWords_AreNone(string text) => Assert.Null(await AskAsync(text, Some.Chatter()));

    [Fact]
    public async Task Appeal_SwitchedOffOrRenamed_FollowsTheConfig()
    {
        folder.Write("modbot.json", """{ "Moderation": { "Appeals": { "Command": "!einspruch" } } }""");
        reload.ReloadNow();
        Assert.Null(await AskAsync("!appeal", Some.Chatter()));
        Assert.Equal("Nothing of yours was denied here lately.", await AskAsync("!einspruch", Some.Chatter()));

        folder.Write("modbot.json", """{ "Moderation": { "Appeals": { "Enabled": false } } }""");
        reload.ReloadNow();
        Assert.Null(await AskAsync("!appeal", Some.Chatter()));
    }

    [Fact]
    public async Task Appeals_OfManyAndAgainAndAgain_DoNotCrowdOutModerators()
    {
        var enforcer = new RecordingEnforcer();
        var appeals = new AppealCommand(new AppealIntake(store, policies, new HoldMetrics(meters), time), policies, time);
        var busy = new ChatCommandHandler(new CommandTable([new LinkCommands(permits, new Lookup(), time)]), policies, enforcer, NullLogger<ChatCommandHandler>.Instance, appeals);
        for (var i = 0; i < 1000; i++) busy.Offer(Some.Message("!appeal", Some.Chatter($"viewer{i % 50}", id: $"{i % 50}")));
        busy.Offer(Some.Message("!mod help", Moderator));
        using var stop = new CancellationTokenSource();
        var running = busy.RunAsync(stop.Token);
        // All is done on this thread, since nothing waits for anything.
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(10, enforcer.Acts.Count(act => act == "say Nothing of yours was denied here lately."));
        Assert.StartsWith("say Type !mod", enforcer.Acts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_PerRole_ListsWhatItMayUse()
    {
        Assert.DoesNotContain("level", await AskAsync("!mod help"), StringComparison.Ordinal);
        Assert.Contains("level <category> <0-4>", await AskAsync("!mod help", Lead), StringComparison.Ordinal);
        Assert.Equal("Type !mod why <code>: why it is held", await AskAsync("!mod help why"));
    }

    [Theory]
    [InlineData("timeout 10m", 600)]
    [InlineData("timeout", 600)]
    [InlineData("timeout 90 slow down", 90)]
    [InlineData("to 1w", 604_800)]
    [InlineData("timeout being rude", 600)]
    public void ParseDenial_Timeout_ReadsItsDuration(string words, int seconds)
    {
        Assert.Null(DecisionCommands.ParseDenial(words.Split(' '), out var ruling));
        Assert.Equal(TimeSpan.FromSeconds(seconds), ruling.Sanction!.Duration);
    }

    [Theory]
    [InlineData("timeout 0")]
    [InlineData("timeout 15d")]
    [InlineData("timeout 99999999d")]
    public void ParseDenial_TimeoutBeyondTwitchsLimits_IsRefused(string words) => Assert.NotNull(DecisionCommands.ParseDenial(words.Split(' '), out _));

    [Fact]
    public void ParseDenial_PlainWords_AreTheReason()
    {
        Assert.Null(DecisionCommands.ParseDenial(["not", "here"], out var ruling));
        Assert.Equal(new Ruling(RulingVerb.Deny, null, "not here"), ruling);
    }

    private Task<string?> AskAsync(string text, Chatter? who = null) => handler.AnswerAsync(Some.Message(text, who ?? Moderator), default);

    private Task<Hold> AddAsync(string text = "rude words") => AddAsync(Some.Hold(Some.Message(text)));

    private async Task<Hold> AddAsync(Hold hold) =>
        (await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;

    private sealed class Lookup : IChatterLookup
    {
        public Task<ChatterId?> FindAsync(string login, CancellationToken cancellationToken) => Task.FromResult<ChatterId?>(login == "newhand" ? new ChatterId("42") : null);
    }
}

using Microsoft.Extensions.DependencyInjection;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Core.Tests.Policy;

public sealed class ModerationConfigValidatorTests
{
    public static TheoryData<ModerationConfig, string> Bad => new()
    {
        { new ModerationConfig { Level = 5 }, "Level is 5" },
        { new ModerationConfig { Levels = new Dictionary<string, int> { ["hate"] = 1 } }, "unknown category 'hate'" },
        { new ModerationConfig { Levels = new Dictionary<string, int> { ["bullying"] = -1 } }, "Levels.bullying is -1" },
        { new ModerationConfig { Thresholds = new Dictionary<string, float> { ["bullying"] = 1.5f } }, "Thresholds.bullying is 1.5" },
        { new ModerationConfig { Thresholds = new Dictionary<string, float> { ["bullying"] = float.NaN } }, "Thresholds.bullying is NaN" },
        { new ModerationConfig { Enforce = new EnforceConfig { Verdict = Verdict.Hold } }, "Enforce.Verdict is Hold" },
        { new ModerationConfig { Enforce = new EnforceConfig { Verdict = Verdict.Observe } }, "Enforce.Verdict is Observe" },
        { new ModerationConfig { Enforce = new EnforceConfig { Timeout = TimeSpan.FromDays(15) } }, "Enforce.Timeout is 15.00:00:00" },
        { new ModerationConfig { Rules = new RulesConfig { Links = new LinkRuleConfig { Allow = ["https://twitch.tv"] } } }, "'https://twitch.tv'" },
        { new ModerationConfig { Rules = new RulesConfig { Repetition = new RepetitionRuleConfig { Limit = 1 } } }, "Rules.Repetition.Limit is 1" },
        { new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Verdict = Verdict.Allow } } }, "Rules.Terms.Verdict is Allow" },
        { new ModerationConfig { Rules = new RulesConfig { Emotes = ["two words"] } }, "Rules.Emotes has 'two words'" },
        { new ModerationConfig { Rules = new RulesConfig { Links = new LinkRuleConfig { PermitFor = TimeSpan.Zero } } }, "Rules.Links.PermitFor is 00:00:00" },
        { new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Blocked = ["/(/"] } } }, "Rules.Terms.Blocked has '/(/', which is no regular expression" },
        { new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Permitted = ["/(?=a)b/"] } } }, "linear time" },
        { new ModerationConfig { Rules = new RulesConfig { Flood = new FloodRuleConfig { Limit = 2 } } }, "Rules.Flood.Limit is 2" },
        { new ModerationConfig { Rules = new RulesConfig { Flood = new FloodRuleConfig { Window = TimeSpan.FromHours(1) } } }, "Rules.Flood.Window is 01:00:00" },
        { new ModerationConfig { Rules = new RulesConfig { Mentions = new MentionRuleConfig { Limit = 1 } } }, "Rules.Mentions.Limit is 1" },
        { new ModerationConfig { Rules = new RulesConfig { Caps = new CapsRuleConfig { MinLetters = 4 } } }, "Rules.Caps.MinLetters is 4" },
        { new ModerationConfig { Rules = new RulesConfig { Caps = new CapsRuleConfig { MinPercent = 101 } } }, "Rules.Caps.MinPercent is 101" },
        { new ModerationConfig { Rules = new RulesConfig { Symbols = new SymbolRuleConfig { MinSymbols = 4 } } }, "Rules.Symbols.MinSymbols is 4" },
        { new ModerationConfig { Rules = new RulesConfig { Symbols = new SymbolRuleConfig { MinPercent = 29 } } }, "Rules.Symbols.MinPercent is 29" },
        { new ModerationConfig { Rules = new RulesConfig { Zalgo = new ZalgoRuleConfig { Limit = 2 } } }, "Rules.Zalgo.Limit is 2" },
        { new ModerationConfig { Rules = new RulesConfig { EmoteFlood = new EmoteFloodRuleConfig { Limit = 2 } } }, "Rules.EmoteFlood.Limit is 2" },
        { new ModerationConfig { Rules = new RulesConfig { Length = new LengthRuleConfig { MaxCharacters = 501 } } }, "Rules.Length.MaxCharacters is 501" },
        { new ModerationConfig { Rules = new RulesConfig { Length = new LengthRuleConfig { MaxHuge = -1 } } }, "Rules.Length.MaxHuge is -1" },
        { new ModerationConfig { Rules = new RulesConfig { Impersonation = new ImpersonationRuleConfig { Allow = ["quietlantern"] } } }, "'quietlantern', which is no Twitch user id" },
        { new ModerationConfig { Rules = new RulesConfig { Newcomers = new NewcomerRuleConfig { LearnFor = TimeSpan.FromHours(25) } } }, "Rules.Newcomers.LearnFor is 1.01:00:00" },
        { new ModerationConfig { Rules = new RulesConfig { Actions = new ActionRuleConfig { Verdict = Verdict.Allow } } }, "Rules.Actions.Verdict is Allow" },
        { new ModerationConfig { Splits = new SplitsConfig { Window = TimeSpan.FromMinutes(3) } }, "Splits.Window is 00:03:00" },
        { new ModerationConfig { Raids = new RaidsConfig { LearnFor = TimeSpan.FromHours(2) } }, "Raids.LearnFor is 02:00:00" },
        { new ModerationConfig { Raids = new RaidsConfig { Limit = 2 } }, "Raids.Limit is 2" },
        { new ModerationConfig { Raids = new RaidsConfig { Window = TimeSpan.FromSeconds(1) } }, "Raids.Window is 00:00:01" },
        { new ModerationConfig { Holds = new HoldsConfig { ExpireAfter = TimeSpan.FromSeconds(59) } }, "Holds.ExpireAfter is 00:00:59" },
        { Lapsing("hate", new LapseConfig()), "Holds.Lapses names 'hate', which is no category and no rule; there are disability" },
        { Lapsing("spam", new LapseConfig { ExpireAfter = TimeSpan.FromDays(8) }), "Holds.Lapses.spam.ExpireAfter is 8.00:00:00; it must be 00:01:00 to 7.00:00:00" },
        { Lapsing("links", null!), "Holds.Lapses.links is null" },
        { Ladder(new LadderConfig { Steps = [] }), "Ladder.Steps has 0 steps" },
        { Ladder(new LadderConfig { Steps = [.. Enumerable.Repeat(new LadderStepConfig(), 11)] }), "Ladder.Steps has 11 steps" },
        { Ladder(new LadderConfig { Steps = [new() { Verdict = Verdict.Delete }] }), "Ladder.Steps[0].Verdict is Delete" },
        { Ladder(new LadderConfig { Steps = [new(), new() { Verdict = Verdict.Timeout }] }), "Ladder.Steps[1].Timeout is missing" },
        { Ladder(new LadderConfig { Steps = [new() { Verdict = Verdict.Ban, Timeout = TimeSpan.FromHours(1) }] }), "Ladder.Steps[0].Timeout is 01:00:00; a Ban" },
        { Ladder(new LadderConfig { Steps = [Timeout(15 * 24)] }), "Ladder.Steps[0].Timeout is 15.00:00:00" },
        { Ladder(new LadderConfig { Steps = [Timeout(2), Timeout(1)] }), "Ladder.Steps[1] is milder" },
        { Ladder(new LadderConfig { Steps = [Timeout(2), new()] }), "Ladder.Steps[1] is milder" },
        { Ladder(new LadderConfig { Steps = [null!] }), "Ladder.Steps[0] is null" },
        { Ladder(new LadderConfig { Weights = new Dictionary<string, int> { ["hate"] = 1 } }), "unknown category or rule 'hate'" },
        { Ladder(new LadderConfig { Weights = new Dictionary<string, int> { ["bullying"] = 11 } }), "Ladder.Weights.bullying is 11" },
        { Ladder(new LadderConfig { DecayAfter = TimeSpan.FromMinutes(59) }), "Ladder.DecayAfter is 00:59:00" },
        { new ModerationConfig { Shield = new ShieldConfig { Level = 0 } }, "Shield.Level is 0" },
        { new ModerationConfig { Shield = new ShieldConfig { Trigger = new ShieldTriggerConfig { RaidSize = 4 } } }, "Shield.Trigger.RaidSize is 4" },
        { new ModerationConfig { Shield = new ShieldConfig { Trigger = new ShieldTriggerConfig { NewChatters = 9 } } }, "Shield.Trigger.NewChatters is 9" },
        { new ModerationConfig { Shield = new ShieldConfig { Trigger = new ShieldTriggerConfig { Window = TimeSpan.FromSeconds(4) } } }, "Shield.Trigger.Window is 00:00:04" },
        { new ModerationConfig { Shield = new ShieldConfig { SlowMode = TimeSpan.FromSeconds(2) } }, "Shield.SlowMode is 00:00:02" },
        { new ModerationConfig { Shield = new ShieldConfig { FollowersOnly = TimeSpan.FromDays(91) } }, "Shield.FollowersOnly is 91.00:00:00" },
        { new ModerationConfig { Shield = new ShieldConfig { CalmFor = TimeSpan.FromSeconds(9) } }, "Shield.CalmFor is 00:00:09" },
        { new ModerationConfig { Shield = new ShieldConfig { Longest = TimeSpan.FromHours(25) } }, "Shield.Longest is 1.01:00:00" },
        { new ModerationConfig { Shield = new ShieldConfig { Longest = TimeSpan.FromMinutes(4) } }, "shorter than Shield.CalmFor" },
        { new ModerationConfig { Commands = new CommandsConfig { Prefix = "! mod" } }, "Commands.Prefix" },
        { new ModerationConfig { Context = new ContextConfig { Lines = 11 } }, "Context.Lines is 11" },
        { new ModerationConfig { Appeals = new AppealsConfig { Command = "!" } }, "Appeals.Command is '!'" },
        { new ModerationConfig { Appeals = new AppealsConfig { Command = "!MOD" } }, "Appeals.Command is '!MOD', which Commands.Prefix is already" },
        { new ModerationConfig { Appeals = new AppealsConfig { ExpireAfter = TimeSpan.FromMinutes(30) } }, "Appeals.ExpireAfter is 00:30:00" },
        { new ModerationConfig { SenderNotice = new SenderNoticeConfig { Held = "/ban {user}" } }, "SenderNotice.Held is '/ban {user}'; it must not begin with '/'" },
        { new ModerationConfig { SenderNotice = new SenderNoticeConfig { Approved = "!command" } }, "SenderNotice.Approved" },
        { new ModerationConfig { SenderNotice = new SenderNoticeConfig { Denied = "" } }, "SenderNotice.Denied is ''" },
        { new ModerationConfig { SenderNotice = new SenderNoticeConfig { Held = "two\nlines" } }, "on one line" },
        { new ModerationConfig { SenderNotice = new SenderNoticeConfig { Held = new string('x', 301) } }, "1 to 300 characters" },
        { new ModerationConfig { Members = new Dictionary<string, string> { ["quietlantern"] = "lead" } }, "'quietlantern', which is no Twitch user id" },
        { new ModerationConfig { Members = new Dictionary<string, string> { ["1"] = "boss" } }, "unknown role 'boss'" },
        { new ModerationConfig { Roles = new Dictionary<string, RoleConfig> { ["x"] = new() { Categories = ["nope"] } } }, "unknown category 'nope'" },
    };

    [Fact]
    public void Validate_Defaults_AreGood() => Assert.Empty(ModerationConfigValidator.Validate(new ModerationConfig()));

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_BadValue_NamesPathAndValue(ModerationConfig config, string expected) =>
        Assert.Contains(expected, Assert.Single(ModerationConfigValidator.Validate(config)), StringComparison.Ordinal);

    [Fact]
    public void Validate_LadderWithTheBoundsOfEverything_IsGood() => Assert.Empty(ModerationConfigValidator.Validate(Ladder(new LadderConfig
    {
        Steps = [new(), new(), Timeout(1), Timeout(1), Timeout(14 * 24), new() { Verdict = Verdict.Ban }],
        Weights = new Dictionary<string, int> { ["Bullying"] = 10, ["caps"] = 0 },
        DecayAfter = TimeSpan.FromDays(365),
    })));

    [Fact]
    public void Validate_LadderWeights_KnowEveryRuleByItsName()
    {
        var rules = new ServiceCollection().AddModBotCore().Where(service => service.ServiceType == typeof(IRule)).Select(service => service.ImplementationType!);
        var names = rules.Select(type => ((IRule)(type == typeof(LinkRule) ? new LinkRule(new LinkPermits()) : Activator.CreateInstance(type)!)).Name).ToArray();

        Assert.Equal(14, names.Length);
        Assert.Empty(ModerationConfigValidator.Validate(Ladder(new LadderConfig { Weights = names.ToDictionary(name => name, _ => 1) })));
    }

    [Fact]
    public void Validate_SeveralFailures_ListsAll() =>
        Assert.Equal(2, ModerationConfigValidator.Validate(new ModerationConfig { Level = 9, Enforce = new EnforceConfig { Level = 0 } }).Count);

    private static ModerationConfig Lapsing(string source, LapseConfig lapse) => new() { Holds = new HoldsConfig { Lapses = new Dictionary<string, LapseConfig> { [source] = lapse } } };

    private static ModerationConfig Ladder(LadderConfig ladder) => new() { Ladder = ladder };

    private static LadderStepConfig Timeout(int hours) => new() { Verdict = Verdict.Timeout, Timeout = TimeSpan.FromHours(hours) };
}

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
        { new ModerationConfig { Raids = new RaidsConfig { Limit = 2 } }, "Raids.Limit is 2" },
        { new ModerationConfig { Raids = new RaidsConfig { Window = TimeSpan.FromSeconds(1) } }, "Raids.Window is 00:00:01" },
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
    public void Validate_SeveralFailures_ListsAll() =>
        Assert.Equal(2, ModerationConfigValidator.Validate(new ModerationConfig { Level = 9, Enforce = new EnforceConfig { Level = 0 } }).Count);
}

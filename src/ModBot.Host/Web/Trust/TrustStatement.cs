using ModBot.Classification;
using ModBot.Host.Commands;
using ModBot.Host.Web.Queue;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Host.Web.Trust;

/// <summary>What ModBot does in a channel, in plain words, derived from the policy alone: it cannot say what is not so. Pure.</summary>
public static class TrustStatement
{
    private static readonly string[] Strictness = ["off", "lenient", "moderate", "strict", "strictest"];

    /// <summary>Sections, in the order in which a reader needs them.</summary>
    public static IReadOnlyList<TrustSection> Of(ChannelPolicy policy)
    {
        var config = policy.Config;
        return
        [
            new("What happens to messages", [.. Handling(config)]),
            new("What is looked for", [.. Categories.All.Where(policy.IsOn).Select(category => $"{DeskWords.NameOf(category.Key())}: {Strict(policy, category)}").DefaultIfEmpty("No category of speech.")]),
            new("Rules beside that", [.. config.Rules.ByName().Where(rule => rule.Config.Enabled).Select(rule => DescribeRule(rule.Name)).DefaultIfEmpty("None.")]),
            new("Who decides", [.. Deciding(config)]),
            new("What is kept", [.. Keeping(config)]),
            new("How to appeal", [.. Appealing(config)]),
        ];
    }

    private static IEnumerable<string> Handling(ModerationConfig config)
    {
        yield return config.Mode switch
        {
            ChannelMode.Observe => "The bot only observes: it deletes nothing and punishes nobody. What it flags stays visible, and moderators have a look.",
            ChannelMode.Hold => "What the bot flags is deleted from chat and waits for a moderator, who lets it through or keeps it out. A message that is let through comes back as a quote.",
            _ => $"What the bot is surest about it acts on at once ({Verb(config.Enforce.Verdict)}); what else it flags is deleted and waits for a moderator.",
        };
        yield return "Messages are read by a program on the bot's own computer; no text is sent to a service elsewhere.";
        if (config.Raids.Enabled) yield return "The same message from many newcomers at once is held together, and nobody is punished for it alone.";
        if (config.Shield.Enabled) yield return "While a surge of hostile newcomers goes on, more is held for a while.";
        var exempt = config.Exempt.Select(role => role switch { ExemptRole.Vip => "VIPs", ExemptRole.Broadcaster => "the broadcaster", _ => $"{role.ToString().ToLowerInvariant()}s" }).ToArray();
        if (exempt.Length > 0) yield return $"Not judged by the program: {string.Join(", ", exempt)}.";
    }

    private static string Strict(ChannelPolicy policy, Category category) =>
        policy.RawThresholdOf(category) is not null ? "on, with a threshold of the channel's own" : Strictness[policy.LevelOf(category)];

    private static string DescribeRule(string name) => name switch
    {
        nameof(RulesConfig.Links) => "links to sites that the channel has not allowed",
        nameof(RulesConfig.Terms) => "words that the channel has blocked",
        nameof(RulesConfig.Adverts) => "adverts for bought viewers and followers",
        nameof(RulesConfig.Impersonation) => "names that look like a moderator's",
        nameof(RulesConfig.Repetition) => "the same message again and again",
        nameof(RulesConfig.Flood) => "many messages within seconds",
        nameof(RulesConfig.Mentions) => "many people called in one message",
        nameof(RulesConfig.Caps) => "long messages in capitals",
        nameof(RulesConfig.Symbols) => "walls of symbols",
        nameof(RulesConfig.Zalgo) => "letters with piles of marks",
        nameof(RulesConfig.EmoteFlood) => "walls of emotes",
        nameof(RulesConfig.Length) => "very long messages and oversized characters",
        nameof(RulesConfig.Actions) => "messages with /me",
        _ => "first messages of new chatters",
    };

    private static IEnumerable<string> Deciding(ModerationConfig config)
    {
        yield return "The channel's moderators, people, decide about what is held.";
        var wait = Wording.Age(config.Holds.ExpireAfter);
        yield return config.Mode == ChannelMode.Observe ? $"What nobody decides within {wait} stays as it is." : config.Holds.WhenLapsed switch
        {
            LapseAction.Approve => $"What nobody decides within {wait} is let through.",
            LapseAction.Deny => $"What nobody decides within {wait} is kept out.",
            _ => $"What nobody decides within {wait} stays as it is, deleted or visible.",
        };
        if (config.Ladder.Enabled)
        {
            var steps = string.Join(", then ", config.Ladder.Steps.Select(step => step.Verdict == Verdict.Timeout ? $"a timeout of {Wording.Age(step.Timeout ?? TimeSpan.Zero)}" : Noun(step.Verdict)));
            yield return $"Who is denied again and again gets more: {steps}. After {Wording.Age(config.Ladder.DecayAfter)} without a denial it is one step less.{(config.Ladder.BanWithoutModerator ? "" : " A ban is given by a person only.")}";
        }
        if (config.SenderNotice.Enabled) yield return "The bot tells the sender in chat.";
    }

    private static IEnumerable<string> Keeping(ModerationConfig config)
    {
        yield return $"Texts of what was held are kept for {Wording.Age(config.Holds.KeepFor)} after the decision{(config.Context.Lines > 0 ? $", with up to {Counted.Of(config.Context.Lines, "message")} before and after" : "")}; then they are deleted.";
        yield return "Of all other messages only counts are kept.";
    }

    private static IEnumerable<string> Appealing(ModerationConfig config)
    {
        if (config.Appeals.Enabled) yield return $"Was your message denied? Type {config.Appeals.Command} in chat, and a moderator has another look. If you are banned, ask to be unbanned on Twitch: that comes to the same moderators.";
        else yield return "Turn to the channel's moderators.";
    }

    private static string Verb(Verdict verdict) => verdict switch
    {
        Verdict.Delete => "it deletes the message",
        Verdict.Warn => "it deletes the message and warns the sender",
        Verdict.Timeout => "it times the sender out",
        _ => "it bans the sender",
    };

    private static string Noun(Verdict verdict) => verdict == Verdict.Warn ? "a warning" : "a ban";
}

/// <summary>A heading with what stands under it.</summary>
public sealed record TrustSection(string Title, IReadOnlyList<string> Lines);

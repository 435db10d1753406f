using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

/// <summary>One rule on its bench: messages in, hits out, as the pipeline would do it.</summary>
internal sealed class RuleBench(IRule rule, RulesConfig? config = null)
{
    private readonly KnownChatters chatters = new();
    private readonly RuleSettings settings = SomePolicy.Of(new ModerationConfig { Rules = config ?? new RulesConfig() }).Rules;

    public RuleHit? Say(string text, Chatter? from = null, int second = 0) => Say(Some.Message(text, from) with { SentAt = Some.Instant.AddSeconds(second) });

    public RuleHit? Say(ChatMessage message) => rule.Evaluate(new RuleInput(message, TextNormalizer.Normalize(MessageText.WithoutEmotes(message, settings.Emotes)), settings, chatters.Hear(message)));
}

using System.Collections.Immutable;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Explaining;

/// <summary>
/// What would be decided about a text if an ordinary viewer said it. Nothing is held, counted or remembered as chat: the rules are asked anew, so those that go by who says something, and how
/// often, have no say (<see cref="NotAsked"/>). Thread-safe.
/// </summary>
public sealed class TextTrial(IClassifier classifier, TimedExplainer explainer, TimeProvider time)
{
    /// <summary>As long as a chat message may be.</summary>
    public const int MaxLength = 500;

    /// <summary>No user id: those are numbers.</summary>
    private static readonly Chatter Viewer = new(new ChatterId("trial"), "viewer", "viewer");

    /// <summary>Rules that a text alone says nothing about.</summary>
    public static IReadOnlyList<string> NotAsked { get; } = ["flood", "impersonation", "newcomers", "repetition"];

    /// <param name="broadcaster">The channel.</param>
    /// <param name="text">The text.</param>
    /// <param name="policy">What it is judged by.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<TextTrialResult> RunAsync(BroadcasterId broadcaster, string text, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var message = new ChatMessage { Id = new MessageId("trial"), Broadcaster = broadcaster, Chatter = Viewer, Text = text, SentAt = time.GetUtcNow() };
        var normalized = TextNormalizer.Normalize(MessageText.WithoutEmotes(message, policy.Rules.Emotes));
        var findings = Rules().Select(rule => (rule.Name, Hit: rule.Evaluate(new RuleInput(message, normalized, policy.Rules)))).ToImmutableArray();
        var assessment = await classifier.ClassifyAsync(normalized, cancellationToken);
        var decision = DecisionRule.Decide(policy, normalized, [.. findings.Select(finding => finding.Hit).OfType<RuleHit>()], assessment);
        if (decision.Reasons.FirstOrDefault(reason => reason.Source == DecisionRule.ModelSource)?.Category is { } category)
        {
            decision = decision with { Explanation = await explainer.ExplainAsync(normalized, category, cancellationToken) };
        }
        return new TextTrialResult(text, decision, findings, normalized.Folded == text ? null : normalized.Folded);
    }

    private static IEnumerable<IRule> Rules() =>
    [
        new LinkRule(new LinkPermits()), new BlockedTermRule(), new AdvertRule(), new MentionRule(), new CapsRule(), new SymbolRule(), new ZalgoRule(), new EmoteFloodRule(), new LengthRule(), new ActionRule(),
    ];
}

/// <summary>How a trial came out.</summary>
/// <param name="Decision">The whole decision, with the words that drove it.</param>
/// <param name="Rules">Each rule that was asked, with what it found.</param>
/// <param name="Folded">What rules and the model read, where that is something else.</param>
public sealed record TextTrialResult(string Text, Decision Decision, ImmutableArray<(string Rule, RuleHit? Hit)> Rules, string? Folded);

using ModBot.Classification;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Rules;
using ModBot.Shield;
using ModBot.Splits;

namespace ModBot;

/// <summary>
/// What happens to a message, in order: normalise, rules and classifier, policy decision, hold or enforce. The only type that names all stages.
/// </summary>
/// <remarks>
/// Start messages one at a time, in the order of arrival: everything up to the classifier runs before the returned task is first awaited, so that rules own their memory
/// without locks. What follows runs concurrently.
/// </remarks>
public sealed class Pipeline(
    PolicyBook policies, KnownChatters chatters, IEnumerable<IRule> rules, IClassifier classifier, SplitJudge splits, RaidWatch raids, TimedExplainer explainer, SurgeWatch surges, HoldQueue holds, RaidCards cards,
    ChatContext context, PipelineMetrics metrics, TimeProvider time)
{
    private readonly IRule[] rules = [.. rules];

    /// <summary>Takes a posted message to its end state.</summary>
    public async Task<MessageOutcome> HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var policy = policies.For(message.Broadcaster);
        // What moderators type to ModBot explains nothing.
        if (!message.Text.StartsWith(policy.Config.Commands.Prefix, StringComparison.OrdinalIgnoreCase)) context.See(message);
        var text = TextOf(message, policy);
        var heard = chatters.Hear(message, policy.Config.Raids.LearnFor);
        var joined = splits.Join(message, text, policy);
        var raid = raids.See(message, text, heard, policy.Config.Raids);
        surges.See(message, heard, raid, policy.Config.Shield);
        var decision = await DecideAsync(message, text, heard, policy, cancellationToken);
        decision = await splits.JudgeAsync(decision, joined, message, policy, cancellationToken);
        var decided = time.GetElapsedTime(started);
        surges.See(message, heard, decision);
        decision = await ExplainAsync(decision, text, cancellationToken);
        if (await cards.TakeAsync(raid, message, decision, policy, cancellationToken) is { } card)
        {
            return Finish(new MessageOutcome(EndStateOf(card), card.Decision with { Score = decision.Score }, card, decided));
        }
        var hold = decision.Verdict switch
        {
            Verdict.Allow or Verdict.Observe => null,
            Verdict.Hold => await holds.HoldAsync(message, decision, policy, cancellationToken),
            _ => await holds.EnforceAsync(message, decision, policy, cancellationToken),
        };
        // Where the ladder asks for a ban, what would have been acted on waits for a moderator.
        return Finish(new MessageOutcome(hold is { IsOpen: true } ? MessageEndState.Held : EndStateOf(decision), decision, hold, decided));
    }

    /// <summary>Scores a message that Twitch holds and puts it into the same queue.</summary>
    public async Task<MessageOutcome> HandleAsync(ChatEvent.HeldByTwitch held, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var policy = policies.For(held.Message.Broadcaster);
        context.See(held.Message, isPosted: false);
        var text = TextOf(held.Message, policy);
        var heard = chatters.Hear(held.Message, policy.Config.Raids.LearnFor);
        surges.See(held.Message, heard, null, policy.Config.Shield);
        var decision = TwitchHoldReason.AddTo(await DecideAsync(held.Message, text, heard, policy, cancellationToken), held.Hold);
        var decided = time.GetElapsedTime(started);
        surges.See(held.Message, heard, decision);
        decision = await ExplainAsync(decision, text, cancellationToken);
        var hold = await holds.AdoptAsync(held.Message, decision, policy, cancellationToken);
        return Finish(new MessageOutcome(MessageEndState.Held, decision, hold, decided));
    }

    private static NormalizedText TextOf(ChatMessage message, ChannelPolicy policy) =>
        TextNormalizer.Normalize(MessageText.WithoutEmotes(message, policy.Rules.Emotes));

    private async Task<Decision> DecideAsync(ChatMessage message, NormalizedText text, Heard heard, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var hits = Evaluate(new RuleInput(message, text, policy.Rules, heard));
        Assessment? assessment = DecisionRule.NeedsScore(policy, message.Chatter) ? await classifier.ClassifyAsync(text, cancellationToken) : null;
        return DecisionRule.Decide(policy, text, hits, assessment);
    }

    /// <summary>Adds the words that drove the leading category, where the classifier asked for anything at all.</summary>
    private async Task<Decision> ExplainAsync(Decision decision, NormalizedText text, CancellationToken cancellationToken)
    {
        // The words of a joined text have no place in the message.
        if (!decision.Lines.IsEmpty) return decision;
        if (decision.Reasons.FirstOrDefault(reason => reason.Source == DecisionRule.ModelSource)?.Category is not { } category) return decision;
        return decision with { Explanation = await explainer.ExplainAsync(text, category, cancellationToken) };
    }

    private IReadOnlyList<RuleHit> Evaluate(in RuleInput input)
    {
        List<RuleHit>? hits = null;
        foreach (var rule in rules)
        {
            if (rule.Evaluate(input) is { } hit) (hits ??= []).Add(hit);
        }
        return (IReadOnlyList<RuleHit>?)hits ?? [];
    }

    private MessageOutcome Finish(MessageOutcome outcome)
    {
        metrics.Handled(outcome);
        return outcome;
    }

    /// <summary>Where a moderator has denied the raid, ModBot deletes what comes after.</summary>
    private static MessageEndState EndStateOf(Hold card) => card.IsOpen ? MessageEndState.Held : MessageEndState.Acted;

    private static MessageEndState EndStateOf(Decision decision) => decision.Verdict switch
    {
        Verdict.Allow or Verdict.Observe => decision.Score == ScoreStatus.Shed ? MessageEndState.Shed : MessageEndState.Passed,
        Verdict.Hold => MessageEndState.Held,
        _ => MessageEndState.Acted,
    };
}

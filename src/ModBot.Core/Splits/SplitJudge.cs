using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Splits;

/// <summary>Judges messages together with those before them, where they are harmless by themselves.</summary>
public sealed class SplitJudge(LineJoiner joiner, IClassifier classifier)
{
    private readonly BlockedTermRule terms = new();

    /// <summary>What the message may say together with those before it, or null. Called in the order of arrival, before anything is awaited.</summary>
    public IReadOnlyList<JoinedLines>? Join(ChatMessage message, NormalizedText text, ChannelPolicy policy) =>
        policy.Config.Splits is { Enabled: true } config && DecisionRule.NeedsScore(policy, message.Chatter) ? joiner.Join(message, text, config.Window) : null;

    /// <summary>The decision on the message alone, unless that lets pass what is held when it is read with those before it.</summary>
    public async Task<Decision> JudgeAsync(Decision alone, IReadOnlyList<JoinedLines>? joined, ChatMessage message, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        if (alone.Verdict >= Verdict.Hold)
        {
            joiner.TryTake(message.Id, []);
            return alone;
        }
        foreach (var lines in joined ?? [])
        {
            var together = await JudgeAsync(lines, policy, cancellationToken);
            if (together.Verdict >= Verdict.Hold && joiner.TryTake(message.Id, lines.Earlier)) return lines.AddTo(together);
        }
        return alone;
    }

    private async Task<Decision> JudgeAsync(JoinedLines lines, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var hit = terms.Evaluate(new RuleInput(lines.Message, lines.Text, policy.Rules));
        var assessment = await classifier.ClassifyAsync(lines.Text, cancellationToken);
        // Without a score there is no finding: a channel that holds what was not scored holds messages, not guesses.
        return DecisionRule.Decide(policy, lines.Text, hit is null ? [] : [hit], assessment.Status == ScoreStatus.Scored ? assessment : null);
    }
}

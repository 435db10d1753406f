using System.Collections.Frozen;
using ModBot.Classification;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Finds everything that is wrong with the ladder of a channel's config.</summary>
internal static class LadderConfigValidator
{
    private const int MaxSteps = 10;
    private const int MaxWeight = 10;

    /// <summary>What a hold can be counted under beside a category.</summary>
    private static readonly string[] Sources = [.. HoldSources.Rules, "automod", "unscored"];

    private static readonly FrozenSet<string> Known = Sources.Concat(Categories.All.Select(category => category.Key())).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Validate(LadderConfig ladder, List<string> failures)
    {
        if (ladder.Steps.Count is 0 or > MaxSteps) failures.Add($"Ladder.Steps has {ladder.Steps.Count} steps; it must have 1 to {MaxSteps}.");
        for (var i = 0; i < ladder.Steps.Count; i++) Step($"Ladder.Steps[{i}]", ladder.Steps[i], i == 0 ? null : ladder.Steps[i - 1], failures);
        foreach (var (name, weight) in ladder.Weights)
        {
            if (!Known.Contains(name)) failures.Add($"Ladder.Weights names the unknown category or rule '{name}'; known are {Categories.KeyList} and {string.Join(", ", Sources)}.");
            if (weight is < 0 or > MaxWeight) failures.Add($"Ladder.Weights.{name} is {weight}; it must be 0 to {MaxWeight}.");
        }
        if (ladder.DecayAfter < TimeSpan.FromHours(1) || ladder.DecayAfter > TimeSpan.FromDays(365)) failures.Add($"Ladder.DecayAfter is {ladder.DecayAfter}; it must be 01:00:00 to 365.00:00:00.");
    }

    private static void Step(string path, LadderStepConfig? step, LadderStepConfig? before, List<string> failures)
    {
        switch (step)
        {
            case null:
                failures.Add($"{path} is null; write a step such as {{ \"Verdict\": \"Warn\" }}.");
                break;
            case { Verdict: not (Verdict.Warn or Verdict.Timeout or Verdict.Ban) }:
                failures.Add($"{path}.Verdict is {step.Verdict}; it must be Warn, Timeout or Ban.");
                break;
            case { Verdict: Verdict.Timeout, Timeout: null }:
                failures.Add($"{path}.Timeout is missing; a Timeout lasts {TimeoutLimits.Shortest} to {TimeoutLimits.Longest}.");
                break;
            case { Verdict: not Verdict.Timeout, Timeout: { } stray }:
                failures.Add($"{path}.Timeout is {stray}; a {step.Verdict} lasts no time, so leave it out.");
                break;
            case { Timeout: { } lasting } when lasting < TimeoutLimits.Shortest || lasting > TimeoutLimits.Longest:
                failures.Add($"{path}.Timeout is {lasting}; it must be {TimeoutLimits.Shortest} to {TimeoutLimits.Longest}.");
                break;
            case var _ when before is not null && (step.Verdict < before.Verdict || (step.Verdict == before.Verdict && step.Timeout < before.Timeout)):
                failures.Add($"{path} is milder than the step before it; a ladder goes up.");
                break;
            default:
                break;
        }
    }
}

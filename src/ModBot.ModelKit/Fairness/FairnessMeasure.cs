using System.Collections.Immutable;
using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>Fairness by group, on the suite's test half and on labelled sets that name groups in harmless texts too.</summary>
internal sealed class FairnessMeasure(HoldRule rule, LabelScorer scorer)
{
    /// <summary>A set with fewer abusive or harmless texts of a group says nothing about it.</summary>
    private const int LeastOfEach = 10;

    private static readonly string[] IdentityClasses = ["neutral_identity", "proud_identity", "praise_identity", "identity_question", "identity_news"];
    private static readonly string[] SwearingClasses = ["swearing", "swearing_positive"];
    private static readonly ImmutableArray<Category> NotSwearing = [.. Categories.All.Where(category => category != Category.Swearing)];

    public FairnessResult Measure(FunctionalSuite suite, IReadOnlyList<ScoredCase> cases, IEnumerable<ScoredSet> sets)
    {
        var texts = GroupSwap.Texts(suite).ToList();
        var swaps = new SwapMeasure(suite, texts, [.. scorer.Score([.. texts.Select(text => text.Text)]).Select(labels => scorer.Headline(labels))]);
        return new FairnessResult([.. SuiteTargets(cases), .. SetTargets(sets)], swaps.Groups(), swaps.Spreads(), [.. Held(rule, cases, IdentityClasses), .. HeldByTarget(cases)], Held(rule, cases, SwearingClasses));
    }

    internal static IEnumerable<TargetBias> SuiteTargets(IReadOnlyList<ScoredCase> cases)
    {
        var known = cases.Where(item => item.IsAbusive is not null).ToList();
        foreach (var (scope, items) in Scopes(known))
        {
            foreach (var target in ModelLabels.Targets)
            {
                var bias = BiasMetrics.Measure([.. items.Select(item => new BiasRow(item.Headline, item.IsAbusive == true, item.Concerns(target)))]);
                if (bias.Subgroup is not null) yield return new TargetBias(scope, target, InSuite: true, bias);
            }
        }
    }

    /// <summary>Share of each class that is held; the classes together make the last row of a scope.</summary>
    internal static List<HeldRow> Held(HoldRule rule, IReadOnlyList<ScoredCase> cases, IReadOnlyList<string> classes)
    {
        var chosen = cases.Where(item => classes.Contains(item.Case.Class)).ToList();
        return [.. Scopes(chosen).SelectMany(scope => scope.Items.GroupBy(item => item.Case.Class).Select(group => Row(rule, group.Key, scope.Scope, [.. group]))
            .Append(Row(rule, HeldRow.Together, scope.Scope, scope.Items)))];
    }

    private IEnumerable<HeldRow> HeldByTarget(IReadOnlyList<ScoredCase> cases)
    {
        var identity = cases.Where(item => IdentityClasses.Contains(item.Case.Class)).ToList();
        return ModelLabels.Targets.Select(target => Row(rule, $"{HeldRow.Together}, about {target}", FairnessResult.AllLanguages, [.. identity.Where(item => item.Concerns(target))]));
    }

    private IEnumerable<TargetBias> SetTargets(IEnumerable<ScoredSet> sets)
    {
        foreach (var set in sets)
        {
            foreach (var target in ModelLabels.Targets)
            {
                var bias = BiasMetrics.Measure([.. set.Rows.Zip(set.Scores).Where(pair => pair.First.IsAbusive is not null)
                    .Select(pair => new BiasRow(scorer.Headline(pair.Second), pair.First.IsAbusive == true, pair.First.Concerns(target)))]);
                if (bias.Positives >= LeastOfEach && bias.Negatives >= LeastOfEach) yield return new TargetBias(set.Name, target, InSuite: false, bias);
            }
        }
    }

    private static IEnumerable<(string Scope, IReadOnlyList<ScoredCase> Items)> Scopes(IReadOnlyList<ScoredCase> cases) =>
        cases.GroupBy(item => item.Case.Language).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<ScoredCase>)[.. group])).Prepend((FairnessResult.AllLanguages, cases));

    private static HeldRow Row(HoldRule rule, string name, string scope, IReadOnlyList<ScoredCase> cases) =>
        new(name, scope, cases.Count, Percent(cases, item => rule.IsHeld(item.Categories)), Percent(cases, item => rule.IsHeldByAny(item.Categories, NotSwearing)));

    private static double Percent(IReadOnlyList<ScoredCase> cases, Func<ScoredCase, bool> isHeld) => Math.Round(100.0 * cases.Count(isHeld) / Math.Max(1, cases.Count), 2);
}

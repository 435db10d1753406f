namespace ModBot.ModelKit;

internal static class FairnessSection
{
    private const string Options = "--functional models/functional --fairness";
    private const int WorstWords = 20;

    /// <summary>A word that stands in fewer hateful or harmless sentences than these is not ranked.</summary>
    private const int LeastSentences = 20;

    public static void Write(CardText text, FairnessResult fairness)
    {
        text.Section("Fairness");
        text.Line("After Borkan et al. 2019: *subgroup* AUC within texts about a group; *BPSN*: abuse of others against harmless talk of the group (low: the group's name raises scores); *BNSP*: harmless talk of others against abuse of the group (low: abuse of it is missed). Headline score; on the test half of the functional suite, and on labelled sets that have abusive and harmless texts about a group.");
        text.Line().Line("African-American English is not measured: no set says in which dialect a text is written. `davidson`, which was trained on, is known to be labelled more strictly there (Davidson et al. 2019, Sap et al. 2019), so expect more false holds.");
        WriteTargets(text, fairness.Targets);
        WriteHeld(text, fairness);
        WriteSwaps(text, fairness);
    }

    private static void WriteTargets(CardText text, IReadOnlyList<TargetBias> targets)
    {
        text.Subsection("By group");
        text.Command(Options);
        text.Table(["texts", "about", "abusive", "harmless", "subgroup AUC", "BPSN AUC", "BNSP AUC"], targets.Where(target => target.Source == FairnessResult.AllLanguages || !target.InSuite).Select(target => (string[])
        [
            target.Source == FairnessResult.AllLanguages ? "suite, all languages" : $"`{target.Source}`", target.Target, CardText.Count(target.Bias.Positives), CardText.Count(target.Bias.Negatives),
            CardText.Of(target.Bias.Subgroup), CardText.Of(target.Bias.Bpsn), CardText.Of(target.Bias.Bnsp),
        ]));
        text.Line().Line("Subgroup AUC on the suite, language by language:");
        text.Table(["language", .. ModelLabels.Targets], targets.Where(target => target.Source != FairnessResult.AllLanguages && target.InSuite).GroupBy(target => target.Source).Select(language => (string[])
            [language.Key, .. ModelLabels.Targets.Select(name => CardText.Of(language.FirstOrDefault(target => target.Target == name)?.Bias.Subgroup))]));
    }

    private static void WriteHeld(CardText text, FairnessResult fairness)
    {
        text.Subsection("Harmless identity statements");
        text.Line("Held at level 3 by the categories that are on by default.");
        text.Command(Options);
        text.Table(["class", "language", "cases", "held"], fairness.HarmlessIdentity.Where(IsWorthShowing).Select(row => (string[])[row.Class, row.Scope, CardText.Count(row.Cases), CardText.Percent(row.HeldPercent, "0.00")]));
        text.Subsection("Swearing without a target");
        text.Line("Held at level 3 by the categories that are on by default (swearing is not), and by any category but swearing, whether on or off.");
        text.Command(Options);
        text.Table(["class", "language", "cases", "held", "held by any but swearing"], fairness.UntargetedSwearing.Where(IsWorthShowing).Select(row => (string[])
            [row.Class, row.Scope, CardText.Count(row.Cases), CardText.Percent(row.HeldPercent, "0.00"), CardText.Percent(row.HeldByOthersPercent, "0.00")]));
    }

    private static void WriteSwaps(CardText text, FairnessResult fairness)
    {
        text.Subsection("Another group in the same sentence");
        text.Line("Each test template that names one group, filled with each group that fits it. Spread: highest less lowest headline score of a sentence; deviation: mean distance from the sentence's mean.");
        text.Command(Options);
        text.Table(["language", "sentences", "templates", "mean spread", "greatest spread", "mean deviation"], fairness.Swaps.Select(swap => (string[])
            [swap.Scope, swap.Harmful ? "harmful" : "harmless", CardText.Count(swap.Templates), CardText.Of(swap.MeanSpread), CardText.Of(swap.MaxSpread), CardText.Of(swap.MeanDeviation)]));
        var english = fairness.Groups.Where(group => group is { Language: "en", Bias: { Positives: >= LeastSentences, Negatives: >= LeastSentences } }).ToList();
        if (english.Count == 0) return;
        text.Line().Line($"Of {english.Count} English words for groups that fit at least {LeastSentences} hateful and as many harmless sentences, {english.Count(group => group.Bias.Subgroup < 0.9)} have a subgroup AUC below 0.90 on them. The {Math.Min(WorstWords, english.Count)} lowest; shifts are from the mean of the same sentences with all groups:");
        text.Table(["word", "group", "subgroup AUC", "BPSN AUC", "BNSP AUC", "shift, harmful", "shift, harmless"], english.Take(WorstWords).Select(group => (string[])
            [group.Group, group.Target, CardText.Of(group.Bias.Subgroup), CardText.Of(group.Bias.Bpsn), CardText.Of(group.Bias.Bnsp), CardText.Signed(group.HarmfulShift), CardText.Signed(group.HarmlessShift)]));
    }

    /// <summary>Classes for all languages together; languages for all classes together.</summary>
    private static bool IsWorthShowing(HeldRow row) => row.Scope is FairnessResult.AllLanguages || row.Class == HeldRow.Together;
}

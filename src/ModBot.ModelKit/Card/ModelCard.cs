using System.Globalization;
using System.Text;
using ModBot.Classification;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>The card's text: what the model is, what it was measured to do, and what it must not be trusted with.</summary>
internal sealed class ModelCard(ModelPackage package, EvaluationReport report, IReadOnlyList<Source> sources)
{
    private static readonly string[] Promised = [.. LevelCalibration.Shares.Select(share => $"{share * 100:0.##}")];

    private readonly StringBuilder text = new();

    public string Write()
    {
        Line($"# Model card: toxicity {package.Version}");
        Line();
        Line($"`model.onnx`, SHA-256 `{package.Checksum}`. Written by `modelkit card` from the output of `modelkit evaluate`; no figure is typed by hand.");
        WhatItIs();
        Headline();
        Levels();
        CategoriesTable();
        Sets("Test splits of the training sets", "open");
        Sets("Sets that training never saw", "eval-only");
        Sets("The project's own sentences, held-out groups, predicates and lines", "own");
        Data();
        Limits();
        Reproduce();
        return text.ToString();
    }

    private void WhatItIs()
    {
        Section("What it is");
        Line("A small multi-label classifier for chat messages, for one purpose: choosing which messages a human moderator should look at. It gives no verdict on people.");
        Line($"Folded text is split into words (scripts without spaces into pairs of characters); each word is the sum of {package.Features.FeaturesPerWord} hashed word and character n-gram vectors (a table of {package.Features.Buckets:N0} x 64, int8); one convolution and two attention layers add context; {package.Labels.Length} sigmoids. Trained from scratch on a CPU; no pre-trained weights.");
    }

    private void Headline()
    {
        if (report.Pooled is not { } pooled) return;
        Section("Headline");
        Line($"{pooled.Rows:N0} pooled English test rows of `open/` (toxic, or identity_hate where toxic is unknown, >= 0.5), scored by max(toxic, identity_hate); thresholds of the last two rows from unseen Twitch chat ({report.Chat.Sum(channel => channel.Lines):N0} lines, validation channels).");
        Line();
        Line("| measure | value |");
        Line("|---|---|");
        Line($"| AUC | {pooled.Auc:0.000} |");
        Line($"| F1 at 0.5 | {pooled.F1:0.000} |");
        foreach (var (share, recall) in pooled.RecallAtHeldShare) Line($"| recall when {share} % of unseen chat is held | {recall:0.000} |");
        Line($"| mean score on unseen chat | {pooled.MeanChatScore:0.000} |");
        Line($"| messages/s, one thread, batches, folding included | {report.Speed.MessagesPerSecond:N0} |");
    }

    private void Levels()
    {
        Section("Levels");
        Line("Share of lines that all default-on categories together hold, on channels that neither training nor calibration saw:");
        Line();
        Line("| channel | lines | level 1 | level 2 | level 3 | level 4 |");
        Line("|---|---|---|---|---|---|");
        Line($"| promised | | {string.Join(" | ", Promised.Select(share => share + " %"))} |");
        foreach (var channel in report.Chat)
        {
            Line($"| {channel.Channel} | {channel.Lines:N0} | {string.Join(" | ", channel.HeldPercent.Select(share => $"{share:0.000} %"))} |");
        }
        var total = report.Chat.Sum(channel => channel.Lines);
        var all = Enumerable.Range(0, LevelThresholds.MaxLevel).Select(level => report.Chat.Sum(channel => channel.HeldPercent[level] * channel.Lines) / total);
        Line($"| all | {total:N0} | {string.Join(" | ", all.Select(share => $"{share:0.000} %"))} |");
    }

    private void CategoriesTable()
    {
        Section("Categories");
        Line("Labels joined by \"and\" must come together (geometric mean); the highest term counts. The budget share says how the held messages are divided when levels are calibrated; categories without one are off by default and calibrated by themselves.");
        Line();
        Line("| category | labels | budget share | held at level 3, alone | rests on |");
        Line("|---|---|---|---|---|");
        foreach (var category in Categories.All)
        {
            var entry = package.Manifest.Categories[category.Key()];
            var terms = string.Join("; ", entry.AnyOf.Select(term => string.Join(" and ", term)));
            var budget = category.IsOnByDefault() ? $"{entry.BudgetShare:0.00}" : "off by default";
            var held = string.Join(", ", report.Chat.Select(channel => $"{channel.ByCategory[category.Key()]:0.000} %"));
            Line($"| `{category.Key()}` | {terms} | {budget} | {held} | {entry.Data} |");
        }
    }

    private void Sets(string title, string folder)
    {
        var sets = report.Sets.Where(set => set.Folder == folder).ToList();
        if (sets.Count == 0) return;
        Section(title);
        Line("AUC on the test split, positive = value >= 0.5. 0.5 is chance.");
        Line();
        Line("| set | language | rows | AUC |");
        Line("|---|---|---|---|");
        foreach (var set in sets)
        {
            Line($"| {set.Set} | {set.Language} | {set.Rows:N0} | {string.Join(" ", set.Auc.Select(pair => $"{pair.Key}={pair.Value:0.000}"))} |");
        }
        Line();
        Line($"Mean over all {sets.Sum(set => set.Auc.Count)} set-and-label pairs: {sets.SelectMany(set => set.Auc.Values).Average():0.0000}.");
        Languages(sets);
    }

    private void Languages(List<SetResult> sets)
    {
        var languages = sets.Where(set => set.Auc.ContainsKey("toxic")).GroupBy(set => set.Language.Split(' ')[0]).OrderBy(group => group.Key, StringComparer.Ordinal);
        Line($"Mean AUC of `toxic` by main language: {string.Join(", ", languages.Select(group => $"{group.Key} {group.Average(set => set.Auc["toxic"]):0.000}"))}.");
    }

    private void Data()
    {
        Section("Training data and licences");
        Line("Train splits of the sets below, lines of real Twitch chat as weak negatives, and sentences written for this project (`models/training/templates.json`). \"Upstream\" is the original release's licence, not verified in the mirror that the file came from. The texts are not part of this repository.");
        Line();
        Line("| set | languages | source | licence |");
        Line("|---|---|---|---|");
        foreach (var source in sources) Line($"| {source.Set} | {source.Languages} | {source.Origin} | {source.Licence} |");
    }

    private void Limits()
    {
        Section("Limits");
        Line("* It was trained from scratch on fewer than half a million labelled texts. It knows words well and sentences less well: negated hate, quotation to denounce, reclaimed words and irony are often scored as hate. Hold, do not ban, on its word.");
        Line("* Languages without open training data have only the project's own few sentences behind them; the tables above say which are near chance. Do not rely on it there.");
        Line("* African-American English is over-flagged by some training sets (davidson); identity terms still raise scores. No fairness measurement by group has been made for this version.");
        Line("* Robustness to spelling attacks rests on folding and n-grams; it has not been measured attack by attack for this version.");
        Line("* `self_harm`, `sex_based_terms`, `politics`, `religion` and `violence` rest on little data, see the table. They are off by default, or have a small budget.");
        Line("* Levels are promises about ordinary chat as a whole: a channel ruder than the calibration channels is held more, see the table of levels.");
        Line("* The labels are opinions of annotators under different guidelines. Scores are not calibrated probabilities; thresholds per level are set on Twitch chat in English mostly, and channels differ.");
    }

    private void Reproduce()
    {
        Section("How to reproduce");
        Line("`models/training/README.md`: from data to this package, and the commands behind every table.");
    }

    private void Section(string title)
    {
        Line();
        Line($"## {title}");
        Line();
    }

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Line(string line = "") => text.Append(line).Append('\n');
}

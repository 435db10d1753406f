using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>What levels hold, and what categories are made of.</summary>
internal static class LevelsSection
{
    public static void Write(CardText text, CardInput input)
    {
        WriteLevels(text, input.Report.Chat);
        WriteCategories(text, input);
    }

    private static void WriteLevels(CardText text, IReadOnlyList<ChannelResult> chat)
    {
        text.Section("Levels");
        text.Line("Share of lines that all default-on categories together hold, on channels that neither training nor calibration saw. Thresholds: `modelkit calibrate DATA/chatlogs/calibration`.");
        text.Command();
        var total = chat.Sum(channel => channel.Lines);
        var levels = Enumerable.Range(0, LevelThresholds.MaxLevel).ToList();
        text.Table(["channel", "lines", .. levels.Select(level => $"level {level + 1}")],
        [
            ["promised", "", .. LevelCalibration.Shares.Select(share => CardText.Percent(share * 100, "0.##"))],
            .. chat.Select(channel => (string[])[channel.Channel, CardText.Count(channel.Lines), .. channel.HeldPercent.Select(share => CardText.Percent(share))]),
            ["all", CardText.Count(total), .. levels.Select(level => CardText.Percent(chat.Sum(channel => channel.HeldPercent[level] * channel.Lines) / Math.Max(1, total)))],
        ]);
    }

    private static void WriteCategories(CardText text, CardInput input)
    {
        text.Section("Categories");
        text.Line("Labels joined by \"and\" must come together (geometric mean); the highest term counts. The budget share says how the held messages are divided when levels are calibrated; categories without one are off by default and calibrated by themselves.");
        text.Command();
        text.Table(["category", "labels", "budget share", "held at level 3, alone", "rests on"], Categories.All.Select(category =>
        {
            var entry = input.Package.Manifest.Categories[category.Key()];
            return (string[])
            [
                $"`{category.Key()}`",
                string.Join("; ", entry.AnyOf.Select(term => string.Join(" and ", term))),
                category.IsOnByDefault() ? CardText.Of(entry.BudgetShare) : "off by default",
                string.Join(", ", input.Report.Chat.Select(channel => CardText.Percent(channel.ByCategory[category.Key()]))),
                entry.Data,
            ];
        }));
    }
}

namespace ModBot.ModelKit;

internal static class RetrainingSection
{
    public static void Write(CardText text)
    {
        text.Section("How to retrain and measure again");
        text.Line("`models/training/README.md`: from data to a package, `modelkit calibrate` for the thresholds, then");
        text.Command("--functional models/functional --fairness --attack all");
        text.Line().Line("and `modelkit card`, which refuses to write a card for a package that the evaluation did not measure. `modelkit` stands for `dotnet run -c Release --project src/ModBot.ModelKit --`.");
    }
}

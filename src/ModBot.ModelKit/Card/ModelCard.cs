namespace ModBot.ModelKit;

/// <summary>The card: what the model is, what it was measured to do, and what it must not be trusted with. A section whose measurement is missing is left out.</summary>
internal static class ModelCard
{
    public static string Write(CardInput input)
    {
        var (text, report) = (new CardText(), input.Report);
        IntroductionSection.Write(text, input);
        HeadlineSection.Write(text, report);
        LevelsSection.Write(text, input);
        if (report.Languages is { } languages) LanguagesSection.Write(text, languages);
        SetsSection.Write(text, report);
        if (report.Functional is { } functional) FunctionalSection.Write(text, functional);
        if (report.Fairness is { } fairness) FairnessSection.Write(text, fairness);
        if (report.Robustness is { } robustness) RobustnessSection.Write(text, robustness);
        if (report.Calibration is { } calibration) CalibrationSection.Write(text, calibration);
        if (report.Explanations is { } explanations) ExplanationsSection.Write(text, explanations);
        SpeedSection.Write(text, input);
        DataSection.Write(text, input.Sources);
        LimitsSection.Write(text, report);
        RetrainingSection.Write(text);
        return text.ToString();
    }
}

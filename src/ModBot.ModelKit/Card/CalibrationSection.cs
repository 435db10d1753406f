namespace ModBot.ModelKit;

internal static class CalibrationSection
{
    public static void Write(CardText text, Calibration calibration)
    {
        text.Section("Calibration");
        text.Line($"Is the headline score a probability? Expected calibration error on the {calibration.Rows:N0} pooled English test rows, {Calibration.BinCount} bins of equal width: {CardText.Of(calibration.Error)}. Of these rows {CardText.Of(calibration.ShareAbusive)} are abusive, which chat is not: a score of 0.5 does not mean that every second such line of chat is abuse.");
        text.Command();
        text.Table(["score from", "rows", "mean score", "share abusive"], calibration.Bins.Select(bin => (string[])[CardText.Of(bin.From), CardText.Count(bin.Rows), CardText.Of(bin.MeanScore), CardText.Of(bin.Positive)]));
    }
}

namespace ModBot.ModelKit;

internal static class HeadlineSection
{
    public static void Write(CardText text, EvaluationReport report)
    {
        if (report.Pooled is not { } pooled) return;
        text.Section("Headline");
        text.Line($"{pooled.Rows:N0} pooled English test rows of `open/` (toxic, or identity_hate where toxic is unknown, >= 0.5), scored by max(toxic, identity_hate), the headline score; thresholds of recalls from unseen Twitch chat ({report.Chat.Sum(channel => channel.Lines):N0} lines, validation channels).");
        text.Command();
        text.Table(["measure", "value"],
        [
            ["AUC", CardText.Of(pooled.Auc)],
            ["F1 at 0.5", CardText.Of(pooled.F1)],
            .. pooled.RecallAtHeldShare.Select(pair => new[] { $"recall when {pair.Key} % of unseen chat is held", CardText.Of(pair.Value) }),
            ["mean score on unseen chat", CardText.Of(pooled.MeanChatScore)],
        ]);
    }
}

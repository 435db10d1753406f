using ModBot.Holds;
using ModBot.Policy;

namespace ModBot.Host.Reports;

/// <summary>One line of the exported record: something that was done to a hold, or a setting that was changed.</summary>
/// <param name="Kind"><c>hold</c> or <c>setting</c>.</param>
/// <param name="ByKind"><c>person</c> or <c>machine</c>.</param>
/// <param name="Subject">The hold's code, or the setting's path.</param>
/// <param name="Source">The category or rule of the hold, or where the setting was changed.</param>
/// <param name="Sender">Who sent the held message; only where personal data was asked for.</param>
/// <param name="Text">The held text; only where personal data was asked for.</param>
internal sealed record AuditRow(
    DateTimeOffset At, string Channel, string Kind, string Action, string By, string ById, string ByKind, string Subject, string Source, string? Detail = null, string? Before = null, string? After = null,
    string? Sender = null, string? Text = null)
{
    public const string AllChannels = "(all channels)";

    public static AuditRow Of(string channel, Hold hold, HistoryEntry entry, bool texts) => new(
        entry.At, channel, "hold", entry.Action.ToString(), entry.By.Login, entry.By.Id.Value, KindOf(entry.By), hold.Code.Value, hold.Source, DetailOf(entry),
        Sender: texts ? hold.Message.Chatter.Login : null, Text: texts ? hold.Message.Text : null);

    public static AuditRow Of(string channel, SettingChange change) => new(
        change.At, channel, "setting", "Changed", change.By.Login, change.By.Id.Value, KindOf(change.By), change.Setting, change.Surface.ToString(), Before: change.Before, After: change.After);

    private static string KindOf(Messages.Actor by) => by.IsMachine ? "machine" : "person";

    /// <summary>A proposal, and what was done on Twitch, say which way they went.</summary>
    private static string? DetailOf(HistoryEntry entry) => entry switch
    {
        { From: { } from } => $"from {from.Login}",
        { Verb: { } verb, Action: HistoryAction.Proposed or HistoryAction.ClosedOnTwitch } => entry.Detail is null ? verb.ToString() : $"{verb}: {entry.Detail}",
        _ => entry.Detail,
    };
}

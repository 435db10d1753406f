using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Reports;

/// <summary>A hold in full, for a terminal: held texts and whatever else people chose are made printable.</summary>
internal static class HoldText
{
    /// <summary>How programs get a view: one line a hold.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static IEnumerable<string> Of(HoldView view, string channel, DateTimeOffset now)
    {
        var hold = view.Hold;
        yield return $"{view.Code} in {channel}: {Wording.KindOf(hold)}, {Printable.Of(Wording.StateOf(hold, now))}";
        yield return $"  {(hold.Appeal is null ? "sent" : "asked")} {Time(view.SentAt)} by {Person(view.Sender)}, held {Time(view.HeldAt)}{Exposure(view)}";
        var marks = view.Words.Select(word => (word.Start, word.Length)).Concat(hold.Decision.Reasons.Select(reason => (reason.Span?.Start ?? 0, reason.Span?.Length ?? 0)));
        yield return Row("text", hold.IsErased ? "(erased)" : Printable.Marked(view.Text, marks));
        if (view.Folded is { } folded) yield return Row("read as", Printable.Of(folded));
        foreach (var row in Rows("why", view.Reasons.Select(Reason))) yield return row;
        if (view.Scoring != Classification.ScoreStatus.Scored) yield return Row("", "the classifier gave no score; rules decided alone");
        foreach (var row in Rows(view.RaidSize is { } size ? $"with {size - 1} more" : "with", view.Lines.Select(Line))) yield return row;
        foreach (var row in Rows("before", view.Before.Select(Line))) yield return row;
        foreach (var row in Rows("after", view.After.Select(Line))) yield return row;
        if (view.Proposal is { } proposal && hold.IsOpen) yield return Row("proposal", $"{Printable.Of(proposal.By.Login)}: {Ruling(proposal.Ruling)}");
        if (view.Record is { } record) yield return Row("sender", RecordWording.Record(record, view.Ladder, now));
        foreach (var row in Rows("history", view.History.Select(Entry))) yield return row;
        if (view.About is not { } about) yield break;
        yield return "  it is about";
        foreach (var line in Of(about, channel, now)) yield return $"  {line}";
    }

    private static IEnumerable<string> Rows(string label, IEnumerable<string> texts) => texts.Select((text, index) => Row(index == 0 ? label : "", text));

    private static string Row(string label, string text) => $"  {label,-9} {text}";

    private static string Reason(ReasonView reason)
    {
        var level = reason.Level is { } lowest ? $"; held from level {lowest} on" : "";
        var match = reason.Match is { } matched ? $"; matched \u00ab{Printable.Of(matched)}\u00bb" : "";
        return $"{reason.Source}: {Printable.Of(reason.Text)}{level}{match}";
    }

    private static string Line(HeldLine line) => $"{line.SentAt.UtcDateTime:HH:mm:ss} {Printable.Of(line.Chatter.Login)}: {Printable.Of(line.Text)}";

    private static string Entry(HistoryEntry entry)
    {
        var verb = entry is { Action: HistoryAction.Proposed or HistoryAction.ClosedOnTwitch, Verb: { } way } ? $" {way.ToString().ToLowerInvariant()}" : "";
        return $"{Time(entry.At)} {Printable.Of(entry.By.Login)}: {Name(entry.Action)}{verb}{(entry.From is { } from ? $" from {Printable.Of(from.Login)}" : "")}{(entry.Detail is null ? "" : $" ({Printable.Of(entry.Detail)})")}";
    }

    private static string Ruling(Ruling ruling) => $"{ruling.Verb.ToString().ToLowerInvariant()}{(ruling.Sanction is { } sanction ? $" with a {sanction.Kind.ToString().ToLowerInvariant()}" : "")}{(ruling.Reason is null ? "" : $" ({Printable.Of(ruling.Reason)})")}";

    private static string Exposure(HoldView view) => view.ExposureSeconds is { } seconds ? $", gone from chat after {Wording.Short(TimeSpan.FromSeconds(seconds))}" : "";

    private static string Person(Chatter chatter)
    {
        var name = chatter.DisplayName.Equals(chatter.Login, StringComparison.OrdinalIgnoreCase) ? "" : $"{chatter.DisplayName}, ";
        return $"{Printable.Of(chatter.Login)} ({Printable.Of(name)}{Printable.Of(chatter.Id.Value)})";
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>MessageDeleted</c> as "message deleted".</summary>
    private static string Name(HistoryAction action) => JsonNamingPolicy.SnakeCaseLower.ConvertName(action.ToString()).Replace('_', ' ');
}

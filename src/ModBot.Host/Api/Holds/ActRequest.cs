using System.ComponentModel;
using System.Text.Json.Serialization;
using ModBot.Holds;
using ModBot.Rules;

namespace ModBot.Host.Api.Holds;

/// <summary>What an act needs to know; may be left out where it needs nothing. A field that is misspelt is refused: a ban must not become a denial.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ActRequest(
    [property: Description("The version of the hold that was seen. An act that is sent again with it is not done twice.")] long? ExpectedVersion = null,
    [property: Description("With deny: what happens to the sender (warn, timeout, ban, or none) in place of what the channel's ladder says. Seconds goes with a timeout; 600 where nothing is said.")] SanctionView? Sanction = null,
    [property: Description("With approve and deny, at most 500 characters.")] string? Reason = null,
    [property: Description("With note, 1 to 500 characters.")] string? Text = null,
    [property: Description("With approve of one hold: permits the blocked term that it is held for, too, in later messages; where that cannot be, nothing is done. Needs a key for settings:write as well, and the permission terms.")] bool? PermitTerm = null)
{
    private const int MaxReason = 500;
    private const int DefaultTimeoutSeconds = 600;

    /// <summary>Nothing for the sender, whatever the ladder says.</summary>
    private const string None = "none";

    public Ruling ToApproval() => Ruling.Approve with { Reason = Reason };

    public Ruling ToDenial() => Ruling.Deny with { Sanction = ToSanction(), SkipsLadder = Sanction is not null, Reason = Reason };

    // What is wrong with it for an act, or null.

    public string? ProblemOfApproval() => ProblemOfReason() ?? WithoutSanction();

    public string? ProblemOfDenial() => ProblemOfReason() ?? WithoutPermit() ?? ProblemOfSanction();

    public string? ProblemOfNote() => ProblemOfOther() ?? (Text is not null && HoldNote.TryRead(Text, out _) ? null : $"text is the note, 1 to {HoldNote.MaxLength} characters.");

    public string? ProblemOfOther() => ProblemOfReason() ?? WithoutSanction() ?? WithoutPermit();

    private string? ProblemOfReason() => Reason?.Length > MaxReason ? $"reason has {Reason.Length} characters; at most {MaxReason} fit." : null;

    private string? WithoutSanction() => Sanction is null ? null : "sanction goes with deny.";

    private string? WithoutPermit() => PermitTerm == true ? "permit_term goes with approve." : null;

    private string? ProblemOfSanction()
    {
        if (Sanction is null) return null;
        var isNone = Sanction.Kind == None;
        SanctionKind? kind = null;
        if (!isNone && !ApiQuery.TryReadWord(Sanction.Kind ?? "", out kind)) return $"sanction.kind is {ApiQuery.Words<SanctionKind>()} or {None}.";
        if (kind != SanctionKind.Timeout) return Sanction.Seconds is null ? null : "sanction.seconds goes with a timeout.";
        return Sanction.Seconds is { } seconds && (seconds < TimeoutLimits.Shortest.TotalSeconds || seconds > TimeoutLimits.Longest.TotalSeconds)
            ? $"sanction.seconds is {TimeoutLimits.Shortest.TotalSeconds:0} to {TimeoutLimits.Longest.TotalSeconds:0}."
            : null;
    }

    private Sanction? ToSanction()
    {
        if (Sanction is null || !ApiQuery.TryReadWord<SanctionKind>(Sanction.Kind, out var kind) || kind is null) return null;
        return kind == SanctionKind.Timeout ? new Sanction(SanctionKind.Timeout, TimeSpan.FromSeconds(Sanction.Seconds ?? DefaultTimeoutSeconds)) : new Sanction(kind.Value);
    }
}

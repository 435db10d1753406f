using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Rules;

namespace ModBot.Host.Web.Queue;

/// <summary>What somebody does to a hold, as a card's form says it.</summary>
/// <param name="Name">The act.</param>
/// <param name="Version">The version of the hold that they saw.</param>
/// <param name="Ruling">With approving and denying, which way.</param>
/// <param name="Note">With a note, its text.</param>
/// <param name="All">Where all of a sender is ruled on, the holds that were listed: what came in since is left open, for nobody has seen it.</param>
internal sealed record HoldAct(string Name, long? Version, Ruling? Ruling = null, string Note = "", IReadOnlySet<ShortCode>? All = null)
{
    /// <summary>Reads a form; says what is wrong with it, or null.</summary>
    public static string? TryRead(IFormCollection form, out HoldAct act)
    {
        var name = form["act"].ToString();
        act = new HoldAct(name, long.TryParse(form["version"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null);
        var reason = form["reason"].ToString().Trim() is { Length: > 0 and <= 500 } words ? words : null;
        switch (name)
        {
            case "approve": act = act with { Ruling = Ruling.Approve }; return null;
            case "permit": act = act with { Ruling = Ruling.Approve with { PermitsTerm = true } }; return null;
            case "approve-all": act = act with { Ruling = Ruling.Approve, All = Listed() }; return null;
            case "deny-all": act = act with { Ruling = Ruling.Deny, All = Listed() }; return null;
            case "deny": act = act with { Ruling = Ruling.Deny with { Reason = reason } }; return null;
            case "deny-only": act = act with { Ruling = Ruling.Deny with { Reason = reason, SkipsLadder = true } }; return null;
            case "warn": act = act with { Ruling = Denied(SanctionKind.Warn) }; return null;
            case "ban": act = act with { Ruling = Denied(SanctionKind.Ban) }; return null;
            case "timeout":
                if (!DurationText.TryParse(form["duration"].ToString(), out var duration) || duration < TimeoutLimits.Shortest || duration > TimeoutLimits.Longest) return "A timeout lasts 1 second to 14 days.";
                act = act with { Ruling = Denied(SanctionKind.Timeout, duration) };
                return null;
            case "note": act = act with { Note = form["note"].ToString() }; return null;
            case "claim" or "take" or "release" or "undo": return null;
            default: return "There is no such act.";
        }

        HashSet<ShortCode> Listed() => [.. form["holds"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ShortCode.Create)];

        Ruling Denied(SanctionKind kind, TimeSpan? duration = null) => new(RulingVerb.Deny, new Sanction(kind, duration), reason);
    }
}

using ModBot.Holds;
using ModBot.Host.Web.Layout;

namespace ModBot.Host.Web.Queue;

/// <summary>What the desk calls things, where chat commands use config keys.</summary>
public static class DeskWords
{
    /// <summary>The name of a category or a rule, for people: <c>race, ethnicity or religion</c>.</summary>
    public static string NameOf(string source) => source switch
    {
        "sexuality_sex_or_gender" => "sexuality, sex or gender",
        "race_ethnicity_or_religion" => "race, ethnicity or religion",
        "sex_based_terms" => "sex-based terms",
        "aggression" => "aggression (threats, violence)",
        "bullying" => "bullying (insults, harassment)",
        "self_harm" => "self-harm",
        "spam" => "spam and scams",
        DeskView.Rules => "everything that is held by a rule",
        "automod" => "Twitch's AutoMod",
        _ => source.Replace('_', ' '),
    };

    /// <summary>What happens to a message of the kind, in a word or two.</summary>
    public static string NameOf(HoldKind kind) => kind switch
    {
        HoldKind.Twitch => "held by Twitch",
        HoldKind.Deleted => "deleted",
        HoldKind.Appeal => "appeal",
        _ => "still visible",
    };

    /// <summary>What was done, as a history tells it before "by".</summary>
    public static string NameOf(HistoryAction action) => action switch
    {
        HistoryAction.Held => "held",
        HistoryAction.Enforced => "acted on at once",
        HistoryAction.MessageDeleted => "message deleted",
        HistoryAction.DeleteRefused => "delete refused; noticed",
        HistoryAction.Proposed => "ruling proposed",
        HistoryAction.Expired => "lapsed; noticed",
        HistoryAction.QuotePosted => "quote posted",
        HistoryAction.QuoteDeleted => "quote taken back",
        HistoryAction.EffectFailed => "not done on Twitch; noticed",
        HistoryAction.ClosedOnTwitch => "handled on Twitch",
        HistoryAction.SanctionLifted => "sanction lifted",
        HistoryAction.Erased => "person forgotten",
        HistoryAction.Joined => "more of the raid added",
        HistoryAction.TakenOver => "taken over",
        HistoryAction.Released => "given back",
        HistoryAction.Noted => "note",
        HistoryAction.Appealed => "another look asked for; noticed",
        _ => action.ToString().ToLowerInvariant(),
    };
}

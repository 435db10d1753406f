using ModBot.Classification;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Twitch's own reason for a hold, in our words.</summary>
public static class TwitchHoldReason
{
    /// <summary>The decision with Twitch's reason in the lead. Our own verdict on a held message is evidence only: Twitch holds it already.</summary>
    public static Decision AddTo(Decision decision, TwitchHold hold)
    {
        var reason = new Reason
        {
            Source = "automod",
            Verdict = Verdict.Hold,
            Category = ToCategory(hold.Category),
            Text = (hold.Category, hold.Level) switch
            {
                ({ } category, { } level) => $"Twitch AutoMod: {category}, level {level}",
                ({ } category, null) => $"Twitch AutoMod: {category}",
                _ => $"Twitch: {hold.Reason}",
            },
            Span = hold.Spans is [var first, ..] ? first : null,
        };
        return decision with { Verdict = Verdict.Hold, Reasons = [reason, .. decision.Reasons.Select(own => own with { Verdict = own.Verdict < Verdict.Hold ? own.Verdict : Verdict.Hold })] };
    }

    /// <summary>AutoMod's event words against its settings' words; whatever Twitch adds has no category of ours.</summary>
    private static Category? ToCategory(string? twitch) => twitch?.ToLowerInvariant() switch
    {
        "aggressive" or "aggression" => Category.Aggression,
        "bullying" => Category.Bullying,
        "disability" => Category.Disability,
        "misogyny" => Category.Misogyny,
        "racism" or "race_ethnicity_or_religion" => Category.RaceEthnicityOrReligion,
        "sexuality" or "sexuality_sex_or_gender" => Category.SexualitySexOrGender,
        "sexwords" or "sex_based_terms" => Category.SexBasedTerms,
        "swearing" or "profanity" => Category.Swearing,
        _ => null,
    };
}

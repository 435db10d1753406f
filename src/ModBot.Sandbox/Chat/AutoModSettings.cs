namespace ModBot.Sandbox.Chat;

/// <summary>AutoMod's levels, 0 (off) to 4. The sandbox holds whatever a category above 0 matches; it does not grade.</summary>
public sealed record AutoModSettings(
    int Aggression, int Bullying, int Disability, int Misogyny, int RaceEthnicityOrReligion, int SexualitySexOrGender, int SexBasedTerms, int Swearing)
{
    private static readonly AutoModSettings[] Presets =
    [
        new(0, 0, 0, 0, 0, 0, 0, 0),
        new(1, 0, 0, 0, 1, 1, 0, 0),
        new(2, 1, 2, 2, 2, 2, 2, 0),
        new(3, 2, 3, 3, 3, 3, 3, 0),
        new(4, 4, 4, 4, 4, 4, 4, 4),
    ];

    /// <summary>The preset that these levels are, or null when they are nobody's.</summary>
    public int? OverallLevel => Array.IndexOf(Presets, this) is >= 0 and var level ? level : null;

    public static AutoModSettings Overall(int level) => Presets[level];

    /// <summary>Whether a hold category is on; holds have names of their own.</summary>
    public bool IsOn(string category) => 0 < category switch
    {
        "aggressive" => Aggression,
        "bullying" => Bullying,
        "disability" => Disability,
        "misogyny" => Misogyny,
        "racism" => RaceEthnicityOrReligion,
        "sexuality" => SexualitySexOrGender,
        "sexwords" => SexBasedTerms,
        "swearing" or "profanity" => Swearing,
        _ => 4,
    };
}

namespace ModBot.Classification;

/// <summary>
/// What a message can be held for. The first eight are Twitch AutoMod's own settings (same words, so that moderators meet no
/// new ones); the last four are sensitive topics that AutoMod lacks.
/// </summary>
/// <remarks>The order is the order of <see cref="CategoryScores"/> and is part of no file format: files use <see cref="Categories.Key"/>.</remarks>
public enum Category
{
    Disability,
    SexualitySexOrGender,
    Misogyny,
    RaceEthnicityOrReligion,
    SexBasedTerms,
    Aggression,
    Bullying,
    Swearing,
    SelfHarm,
    Spam,
    Politics,
    Religion,
}

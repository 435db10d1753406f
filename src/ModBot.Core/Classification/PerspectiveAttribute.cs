using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ModBot.Classification;

/// <summary>
/// An attribute of the Perspective API and the categories that its score is made of here: the highest of them. Which of them mean the same as there, and how well each tells texts apart, is
/// measured by <c>modelkit attributes</c> and told in <c>docs/perspective.md</c>.
/// </summary>
/// <param name="Name">As the API writes it.</param>
/// <param name="Categories">The categories whose highest score it is.</param>
public sealed record PerspectiveAttribute(string Name, ImmutableArray<Category> Categories)
{
    private const string ExperimentalSuffix = "_EXPERIMENTAL";

    private static readonly ImmutableArray<Category> Hate = [Category.Disability, Category.SexualitySexOrGender, Category.Misogyny, Category.RaceEthnicityOrReligion];

    /// <summary>Every attribute that is answered.</summary>
    public static ImmutableArray<PerspectiveAttribute> All { get; } =
    [
        // "Rude, disrespectful, or unreasonable": whatever is aimed at somebody, and swearing, which annotators there called toxic too.
        new("TOXICITY", [.. Hate, Category.Aggression, Category.Bullying, Category.Swearing]),
        // "Very hateful, aggressive": without insults and swearing.
        new("SEVERE_TOXICITY", [.. Hate, Category.Aggression]),
        new("IDENTITY_ATTACK", Hate),
        new("INSULT", [Category.Bullying]),
        new("PROFANITY", [Category.Swearing]),
        new("THREAT", [Category.Aggression]),
        new("SEXUALLY_EXPLICIT", [Category.SexBasedTerms]),
    ];

    private static readonly FrozenDictionary<string, PerspectiveAttribute> ByName = All.ToFrozenDictionary(attribute => attribute.Name, StringComparer.Ordinal);

    /// <summary>Finds an attribute by its name, or by that of its experimental twin, which means the same here.</summary>
    public static PerspectiveAttribute? Find(string name) =>
        ByName.GetValueOrDefault(name.EndsWith(ExperimentalSuffix, StringComparison.Ordinal) ? name[..^ExperimentalSuffix.Length] : name);

    /// <summary>The score of a text, 0 to 1.</summary>
    public float Score(CategoryScores scores)
    {
        var highest = 0f;
        foreach (var category in Categories) highest = Math.Max(highest, scores[category]);
        return highest;
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ModBot.Classification;

/// <summary>The names under which categories appear in config, in commands and in JSON.</summary>
public static class Categories
{
    private static readonly ImmutableArray<string> Keys =
    [
        "disability", "sexuality_sex_or_gender", "misogyny", "race_ethnicity_or_religion", "sex_based_terms", "aggression",
        "bullying", "swearing", "self_harm", "spam", "politics", "religion",
    ];

    private static readonly FrozenDictionary<string, Category> ByKey =
        Keys.Select((key, index) => (key, index)).ToFrozenDictionary(x => x.key, x => (Category)x.index, StringComparer.OrdinalIgnoreCase);

    /// <summary>All categories, in the order of their scores.</summary>
    public static ImmutableArray<Category> All { get; } = [.. Enum.GetValues<Category>()];

    /// <summary>How many categories there are.</summary>
    public const int Count = 12;

    /// <summary>The config key, e.g. <c>sexuality_sex_or_gender</c>.</summary>
    public static string Key(this Category category) => Keys[(int)category];

    /// <summary>
    /// Whether a channel's overall level sets this category. Off until set by name: swearing, which without a target is not toxicity; the sensitive topics, which are a channel's own
    /// choice; and sex-based terms, for which the model's data is still thin (its card says how thin).
    /// </summary>
    public static bool IsOnByDefault(this Category category) =>
        category is not (Category.SexBasedTerms or Category.Swearing or Category.SelfHarm or Category.Spam or Category.Politics or Category.Religion);

    /// <summary>All keys, for messages that list what is possible.</summary>
    public static string KeyList { get; } = string.Join(", ", Keys);

    /// <summary>Finds a category by its key, whatever its case.</summary>
    public static bool TryParse(string key, out Category category) => ByKey.TryGetValue(key, out category);
}

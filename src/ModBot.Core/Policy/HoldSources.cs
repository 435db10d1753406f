using ModBot.Classification;

namespace ModBot.Policy;

/// <summary>What a hold can be counted under: a category, a rule, or one of the other reasons there are.</summary>
public static class HoldSources
{
    /// <summary>The rules that stand beside the classifier, by the names in their hits.</summary>
    public static IReadOnlyList<string> Rules { get; } =
        ["links", "terms", "adverts", "impersonation", "repetition", "flood", "mentions", "caps", "symbols", "zalgo", "emotes", "length", "actions", "newcomers"];

    /// <summary>Everything, for messages that list what is possible.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Categories.All.Select(category => category.Key()), .. Rules, "raid", "automod", "unscored"];
}

using System.ComponentModel;
using System.Text.Json.Serialization;
using ModBot.Classification;
using ModBot.Host.Api.Holds;
using ModBot.Host.Configuration;
using ModBot.Policy;

namespace ModBot.Host.Api.Channels;

/// <summary>A channel's settings in force.</summary>
/// <param name="Version">Changes whenever the policy does; what <c>expected_version</c> of a change is compared with.</param>
/// <param name="Mode">observe, hold or enforce.</param>
/// <param name="Level">The overall level.</param>
/// <param name="Members">Roles of single people, by user id.</param>
/// <param name="Roles">The roles that there are.</param>
internal sealed record SettingsView(string Version, string Mode, int Level, IReadOnlyDictionary<string, CategoryView> Categories, TermsView Terms, IReadOnlyDictionary<string, string> Members, IReadOnlyList<string> Roles)
{
    public static SettingsView Of(ChannelPolicy policy, KnownTerms terms) => new(
        policy.Version, HoldView.Word(policy.Config.Mode), policy.Config.Level,
        Classification.Categories.All.ToDictionary(category => category.Key(), category => new CategoryView(policy.LevelOf(category), policy.RawThresholdOf(category), Finite(policy.HoldFrom[category]))),
        new TermsView(TermListView.Of(terms.Blocked), TermListView.Of(terms.Permitted)), policy.Config.Members, [.. policy.Roles.Names, RoleBook.None]);

    private static float? Finite(float score) => float.IsFinite(score) ? score : null;
}

/// <summary>How strict a category is.</summary>
/// <param name="Threshold">A raw threshold of the config files, which goes before the level.</param>
/// <param name="HoldsFrom">The score from which it holds; null where it never does.</param>
internal sealed record CategoryView(int Level, float? Threshold, float? HoldsFrom);

/// <summary>Both lists of terms.</summary>
internal sealed record TermsView(TermListView Blocked, TermListView Permitted);

/// <summary>A list of terms.</summary>
/// <param name="Own">Those that can be changed here.</param>
/// <param name="Config">Those of the config files, which are the admin's.</param>
internal sealed record TermListView(IReadOnlyList<string> Own, IReadOnlyList<string> Config)
{
    public static TermListView Of(TermSet terms) => new(terms.Own, terms.OfFile);
}

/// <summary>Changes of settings; what is left out stays as it is, and a field that is misspelt is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SettingsPatch(
    [property: Description("The version that was seen: where the settings have changed since, nothing is done.")] string? ExpectedVersion = null,
    [property: Description("observe, hold or enforce. Needs the permission levels.")] string? Mode = null,
    [property: Description("Levels by category, 0 (off) to 4 (strictest). Needs the permission levels.")] IReadOnlyDictionary<string, int>? Levels = null,
    [property: Description("Terms to put on the lists and to take off them. Needs the permission terms.")] TermsPatch? Terms = null,
    [property: Description("Roles by numeric user id; none takes every role away. Needs the permission roles, and no role can be given that reaches beyond the key's own.")] IReadOnlyDictionary<string, string>? Members = null);

/// <summary>Changes of both lists of terms.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TermsPatch(TermListPatch? Blocked = null, TermListPatch? Permitted = null);

/// <summary>Changes of a list of terms.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TermListPatch(IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null);

using System.ComponentModel;
using System.Text.Json.Serialization;
using ModBot.Classification;
using ModBot.Host.Api.Holds;
using ModBot.Host.Configuration;
using ModBot.Policy;

namespace ModBot.Host.Api.Channels;

/// <summary>A channel's settings.</summary>
/// <param name="Version">Changes whenever the policy does; what <c>expected_version</c> of a change is compared with.</param>
/// <param name="Mode">observe, hold or enforce.</param>
/// <param name="Level">The overall level.</param>
/// <param name="Members">Roles of single people, by user id.</param>
/// <param name="Roles">The roles that there are.</param>
/// <param name="Settings">Every setting but the lists, as <c>values</c> of a change names and writes it; mode and levels are among them.</param>
/// <param name="Problem">What keeps the config files as they are now from being in force; null when nothing does.</param>
internal sealed record SettingsView(
    string Version, string Mode, int Level, IReadOnlyDictionary<string, CategoryView> Categories, TermsView Terms, IReadOnlyDictionary<string, string> Members, IReadOnlyList<string> Roles,
    IReadOnlyList<SettingView> Settings, string? Problem)
{
    public static SettingsView Of(ChannelPolicy policy, KnownTerms terms, ChannelOrigins? origins, Role role, string? problem) => new(
        policy.Version, HoldView.Word(policy.Config.Mode), policy.Config.Level,
        Classification.Categories.All.ToDictionary(category => category.Key(), category => new CategoryView(policy.LevelOf(category), policy.RawThresholdOf(category), Finite(policy.HoldFrom[category]))),
        new TermsView(TermListView.Of(terms.Blocked), TermListView.Of(terms.Permitted)), policy.Config.Members, [.. policy.Roles.Names, RoleBook.None],
        [.. KnownSettings.All.Select(setting => SettingView.Of(setting, policy, origins, role))], problem);

    private static float? Finite(float score) => float.IsFinite(score) ? score : null;
}

/// <summary>One setting.</summary>
/// <param name="Value">What is in force; empty for nothing.</param>
/// <param name="Choices">What it may be; null where it is written freely.</param>
/// <param name="Origin">Who says so, in a few words; null while the config files are out of order.</param>
/// <param name="LeftToFiles">What it would be, were it left to the config files; null while they are out of order.</param>
/// <param name="IsOwn">It was set by moderators or programs, and null leaves it to the files again.</param>
/// <param name="MayChange">The key's role may change it.</param>
internal sealed record SettingView(string Path, string Value, IReadOnlyList<string>? Choices, string? Origin, string? LeftToFiles, bool IsOwn, bool MayChange)
{
    public static SettingView Of(KnownSetting setting, ChannelPolicy policy, ChannelOrigins? origins, Role role) => new(
        setting.Path, setting.Read(policy), setting.Choices, origins?.Describe(setting), origins?.OfFiles(setting), origins?.IsOwn(setting.Path) ?? false, role.Has(setting.Needs));
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
    [property: Description("Roles by numeric user id; none takes every role away. Needs the permission roles, and no role can be given that reaches beyond the key's own.")] IReadOnlyDictionary<string, string>? Members = null,
    [property: Description("Any of settings by its path, written as GET shows it, such as on and off; null leaves it to the config files. What each needs of the role stands there as may_change.")] IReadOnlyDictionary<string, string?>? Values = null);

/// <summary>Changes of both lists of terms.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TermsPatch(TermListPatch? Blocked = null, TermListPatch? Permitted = null);

/// <summary>Changes of a list of terms.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TermListPatch(IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null);

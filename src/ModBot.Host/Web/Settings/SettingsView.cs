using ModBot.Classification;
using ModBot.Host.Web.Access;

namespace ModBot.Host.Web.Settings;

/// <summary>A channel's settings as the page shows them to one person.</summary>
/// <param name="Problem">What keeps the config files from being in force; null when they are.</param>
/// <param name="Counted">How many messages of the channel <see cref="LevelField.Measured"/> goes by.</param>
/// <param name="Changes">The last changes, the latest first.</param>
public sealed record SettingsView(
    DeskChannel Channel,
    string? Problem,
    IReadOnlyList<SettingField> General,
    IReadOnlyList<LevelField> Levels,
    long Counted,
    IReadOnlyList<TermsField> Terms,
    IReadOnlyList<MemberField> Members,
    IReadOnlyList<string> Roles,
    IReadOnlyList<SettingGroup> Groups,
    IReadOnlyList<ChangeField> Changes,
    DateTimeOffset Now)
{
    public string Address => $"/desk/{Channel.Login}/settings";
}

/// <summary>Settings that belong together, under a heading.</summary>
public sealed record SettingGroup(string Key, string Title, string Hint, IReadOnlyList<SettingField> Fields);

/// <summary>One setting.</summary>
/// <param name="Path">Its path, by which it is set.</param>
/// <param name="Text">What is in force, as it is written.</param>
/// <param name="Choices">What is possible, with names for people; empty where anything may be written.</param>
/// <param name="Origin">Who says so.</param>
/// <param name="IsOwn">It was set here and can be left to the files again.</param>
public sealed record SettingField(
    string Path, string Title, string Text, IReadOnlyList<(string Value, string Name)> Choices, string Origin, bool IsOwn, bool MayChange, string? Hint = null)
{
    public string Id => $"set-{Path.Replace('.', '-').ToLowerInvariant()}";

    /// <summary>What is in force, for people.</summary>
    public string Name => Choices.FirstOrDefault(choice => choice.Value == Text) is { Name: { } name } ? name : Text;
}

/// <summary>The level of a category.</summary>
/// <param name="Aim">The share of ordinary chat that the level in force aims at.</param>
/// <param name="Measured">The share of this channel's chat that it holds; null where nothing was counted.</param>
/// <param name="RawThreshold">The score in the config files that goes before the level, if any.</param>
public sealed record LevelField(Category Category, SettingField Field, double Aim, double? Measured, float? RawThreshold);

/// <summary>A list of terms.</summary>
/// <param name="Kind"><c>blocked</c> or <c>permitted</c>.</param>
/// <param name="Own">Those that can be taken off here.</param>
/// <param name="OfFile">Those of <paramref name="File"/>.</param>
public sealed record TermsField(string Kind, IReadOnlyList<string> Own, IReadOnlyList<string> OfFile, string File, bool MayChange);

/// <summary>Somebody with a role of their own.</summary>
/// <param name="Login">Null where Twitch does not say.</param>
/// <param name="MayChange">It is theirs to give and take.</param>
public sealed record MemberField(string Id, string? Login, string Role, string Origin, bool IsOwn, bool MayChange);

/// <summary>A recorded change.</summary>
/// <param name="Before">What was, each term by itself.</param>
/// <param name="After">What was set.</param>
/// <param name="IsTerms">These are terms, which somebody may not want to read.</param>
/// <param name="MayUndo">The person may undo it here.</param>
public sealed record ChangeField(DateTimeOffset At, string By, string Where, string Setting, IReadOnlyList<string> Before, IReadOnlyList<string> After, bool IsTerms, bool MayUndo);

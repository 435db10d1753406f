using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using ModBot.Classification;
using ModBot.Host.Commands;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Host.Configuration;

/// <summary>The settings that <see cref="SettingDesk"/> knows. Terms and members' roles are lists and stand apart.</summary>
internal static class KnownSettings
{
    public const string Preset = nameof(ModerationConfig.Preset);
    public const string Mode = nameof(ModerationConfig.Mode);
    public const string Level = nameof(ModerationConfig.Level);
    public const string Ladder = "Ladder.Enabled";
    public const string LadderSteps = "Ladder.Steps";
    public const string LadderBans = "Ladder.BanWithoutModerator";
    public const string Raids = "Raids.Enabled";
    public const string Shield = "Shield.Enabled";
    public const string Notice = "SenderNotice.Enabled";
    public const string NoticeHeld = "SenderNotice.Held";
    public const string NoticeApproved = "SenderNotice.Approved";
    public const string NoticeDenied = "SenderNotice.Denied";
    public const string Trust = "Trust.Public";
    public const string TrustContact = "Trust.Contact";

    /// <summary>What punishes people is not for those who may not do so themselves.</summary>
    private const Permissions Punish = Permissions.Levels | Permissions.Warn | Permissions.Timeout | Permissions.Ban;

    private static readonly string[] Numbers = [.. Enumerable.Range(0, LevelThresholds.MaxLevel + 1).Select(level => level.ToString(CultureInfo.InvariantCulture))];

    /// <summary>All of them, in the order in which they are told.</summary>
    public static IReadOnlyList<KnownSetting> All { get; } =
    [
        Chosen(Preset, Enum.GetNames<ModerationPreset>(), policy => policy.Config.Preset?.ToString() ?? ""),
        Chosen(Mode, Enum.GetNames<ChannelMode>(), policy => policy.Config.Mode.ToString()),
        Number(Level, policy => policy.Config.Level),
        Switch(Ladder, Punish, config => config.Ladder.Enabled),
        new(LadderSteps, Punish, policy => TextOf(policy.Config.Ladder.Steps), ReadSteps),
        Switch(LadderBans, Punish, config => config.Ladder.BanWithoutModerator),
        Switch(Raids, Permissions.Levels, config => config.Raids.Enabled),
        Switch(Shield, Permissions.Levels | Permissions.Shield, config => config.Shield.Enabled),
        Switch(Notice, Permissions.Levels, config => config.SenderNotice.Enabled),
        Words(NoticeHeld, config => config.SenderNotice.Held),
        Words(NoticeApproved, config => config.SenderNotice.Approved),
        Words(NoticeDenied, config => config.SenderNotice.Denied),
        Switch(Trust, Permissions.Levels, config => config.Trust.Public),
        Words(TrustContact, config => config.Trust.Contact),
        .. Categories.All.Select(category => Number(PathOf(category), policy => policy.LevelOf(category), category.IsOnByDefault() ? "by the overall level" : "off until it is set")),
    ];

    private static readonly FrozenDictionary<string, KnownSetting> ByPath = All.ToFrozenDictionary(setting => setting.Path, StringComparer.Ordinal);

    public static string PathOf(Category category) => $"{nameof(ModerationConfig.Levels)}.{category.Key()}";

    /// <summary>The setting of that path, or null.</summary>
    public static KnownSetting? Find(string path) => ByPath.GetValueOrDefault(path);

    private static KnownSetting Chosen(string path, IReadOnlyList<string> choices, Func<ChannelPolicy, string> read) => new(
        path, Permissions.Levels, read, text => choices.Contains(text) ? (JsonValue.Create(text), null) : (null, $"It must be {string.Join(", ", choices)}."), choices);

    private static KnownSetting Number(string path, Func<ChannelPolicy, int> read, string unset = "default") => new(
        path,
        Permissions.Levels,
        policy => read(policy).ToString(CultureInfo.InvariantCulture),
        text => Numbers.Contains(text) ? (JsonValue.Create(int.Parse(text, CultureInfo.InvariantCulture)), null) : (null, "A level is 0 (off) to 4 (strictest)."),
        Numbers,
        unset);

    private static KnownSetting Switch(string path, Permissions needs, Func<ModerationConfig, bool> read) => new(
        path,
        needs,
        policy => read(policy.Config) ? "on" : "off",
        text => text switch
        {
            "on" => (JsonValue.Create(true), null),
            "off" => (JsonValue.Create(false), null),
            _ => (null, "It is on or off."),
        },
        ["on", "off"]);

    /// <summary>Whether the words are possible the config's own validator says.</summary>
    private static KnownSetting Words(string path, Func<ModerationConfig, string?> read) => new(
        path, Permissions.Levels, policy => read(policy.Config) ?? "", text => (text.Trim() is { Length: > 0 } words ? JsonValue.Create(words) : null, null));

    /// <summary>E.g. <c>warn, 10m, 1h, ban</c>.</summary>
    private static string TextOf(IEnumerable<LadderStepConfig> steps) =>
        string.Join(", ", steps.Select(step => step.Verdict == Verdict.Timeout ? DurationText.Of(step.Timeout ?? TimeSpan.Zero) : step.Verdict.ToString().ToLowerInvariant()));

    private static (JsonNode? Value, string? Problem) ReadSteps(string text)
    {
        var steps = new JsonArray();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Equals("warn", StringComparison.OrdinalIgnoreCase)) steps.Add((JsonNode)new JsonObject { ["Verdict"] = nameof(Verdict.Warn) });
            else if (word.Equals("ban", StringComparison.OrdinalIgnoreCase)) steps.Add((JsonNode)new JsonObject { ["Verdict"] = nameof(Verdict.Ban) });
            else if (DurationText.TryParse(word, out var timeout) && timeout <= TimeoutLimits.Longest) steps.Add((JsonNode)new JsonObject { ["Verdict"] = nameof(Verdict.Timeout), ["Timeout"] = timeout.ToString("c", CultureInfo.InvariantCulture) });
            else return (null, "Steps are warn, a timeout of at most 14d such as 10m, or ban, with commas between: warn, 10m, 1h, ban.");
        }
        return (steps, null);
    }
}

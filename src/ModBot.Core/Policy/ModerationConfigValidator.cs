using ModBot.Classification;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Finds everything that is wrong with a channel's config, each with its path, its value and what is possible.</summary>
public static class ModerationConfigValidator
{
    private static readonly TimeSpan ShortestLapse = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLapse = TimeSpan.FromDays(7);

    /// <summary>All failures; empty when the config is good.</summary>
    public static IReadOnlyList<string> Validate(ModerationConfig config)
    {
        var failures = new List<string>();
        RulesConfigValidator.Nulls(config.Rules, failures);
        foreach (var (name, _) in config.Holds.Lapses.Where(lapse => lapse.Value is null)) failures.Add($"Holds.Lapses.{name} is null; leave it out to treat it as all others.");
        foreach (var (name, _) in config.Roles.Where(role => role.Value is null)) failures.Add($"Roles.{name} is null; write {{}} for a role without permissions.");
        if (failures.Count > 0) return failures;
        if (config.Preset is { } preset && !Enum.IsDefined(preset)) failures.Add($"Preset is {preset}; it must be {string.Join(", ", Enum.GetNames<ModerationPreset>())}.");
        Range("Level", config.Level, 0, LevelThresholds.MaxLevel);
        foreach (var (key, level) in config.Levels)
        {
            CategoryKey("Levels", key);
            Range($"Levels.{key}", level, 0, LevelThresholds.MaxLevel);
        }
        foreach (var (key, threshold) in config.Thresholds)
        {
            CategoryKey("Thresholds", key);
            if (threshold is not (> 0 and <= 1)) failures.Add($"Thresholds.{key} is {threshold}; it must be above 0 and at most 1.");
        }
        Range("Enforce.Level", config.Enforce.Level, 1, LevelThresholds.MaxLevel);
        if (config.Enforce.Verdict <= Verdict.Hold) failures.Add($"Enforce.Verdict is {config.Enforce.Verdict}; it must be Delete, Warn, Timeout or Ban.");
        Span("Enforce.Timeout", config.Enforce.Timeout, TimeoutLimits.Shortest, TimeoutLimits.Longest);
        RulesConfigValidator.Validate(config.Rules, failures);
        Span("Splits.Window", config.Splits.Window, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        Range("Raids.Limit", config.Raids.Limit, 3, 50);
        Span("Raids.Window", config.Raids.Window, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        Span("Raids.LearnFor", config.Raids.LearnFor, TimeSpan.Zero, TimeSpan.FromHours(1));
        LadderConfigValidator.Validate(config.Ladder, failures);
        Span("Holds.ExpireAfter", config.Holds.ExpireAfter, ShortestLapse, LongestLapse);
        ShieldConfigValidator.Validate(config.Shield, failures);
        Span("Holds.ClaimFor", config.Holds.ClaimFor, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        Span("Holds.UndoFor", config.Holds.UndoFor, TimeSpan.Zero, TimeSpan.FromDays(1));
        Span("Holds.KeepFor", config.Holds.KeepFor, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        Lapses(config.Holds, failures);
        Range("Context.Lines", config.Context.Lines, 0, ContextConfig.MaxLines);
        Span("Appeals.ExpireAfter", config.Appeals.ExpireAfter, TimeSpan.FromHours(1), TimeSpan.FromDays(7));
        CommandWord("Commands.Prefix", config.Commands.Prefix);
        CommandWord("Appeals.Command", config.Appeals.Command);
        if (config.Appeals.Command.Equals(config.Commands.Prefix, StringComparison.OrdinalIgnoreCase)) failures.Add($"Appeals.Command is '{config.Appeals.Command}', which Commands.Prefix is already.");
        Notice("SenderNotice.Held", config.SenderNotice.Held);
        Notice("SenderNotice.Approved", config.SenderNotice.Approved);
        Notice("SenderNotice.Denied", config.SenderNotice.Denied);
        if (config.Trust.Contact is { } contact && (string.IsNullOrWhiteSpace(contact) || contact.Length > TrustConfig.MaxContactLength || contact.Any(char.IsControl)))
        {
            failures.Add($"Trust.Contact is '{contact}'; it must be 1 to {TrustConfig.MaxContactLength} characters on one line, or null for nobody.");
        }
        foreach (var (name, role) in config.Roles)
        {
            foreach (var key in role.Categories ?? []) CategoryKey($"Roles.{name}.Categories", key);
            if (role.ActsPerMinute is { } acts) Range($"Roles.{name}.ActsPerMinute", acts, 1, 600);
            if (role.MaxTimeout is { } limit) Span($"Roles.{name}.MaxTimeout", limit, TimeSpan.Zero, TimeoutLimits.Longest);
        }
        Members(config, failures);
        return failures;

        void Range(string path, int value, int least, int most)
        {
            if (value < least || value > most) failures.Add($"{path} is {value}; it must be {least} to {most}.");
        }

        void Span(string path, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) failures.Add($"{path} is {value}; it must be {least} to {most}.");
        }

        void CommandWord(string path, string word)
        {
            if (word.Length is < 2 or > 20 || word.Any(char.IsWhiteSpace)) failures.Add($"{path} is '{word}'; it must be 2 to 20 characters without spaces.");
        }

        void Notice(string path, string? text)
        {
            if (text is null) return;
            if (string.IsNullOrWhiteSpace(text) || text.Length > SenderNoticeConfig.MaxLength || text.Any(char.IsControl)) failures.Add($"{path} is '{text}'; it must be 1 to {SenderNoticeConfig.MaxLength} characters on one line, or null for nothing.");
            else if (text[0] is ' ' or '/' or '.' or '!') failures.Add($"{path} is '{text}'; it must not begin with '{text[0]}', or Twitch or a bot takes it for a command.");
        }

        void CategoryKey(string path, string key)
        {
            if (!Categories.TryParse(key, out _)) failures.Add($"{path} names the unknown category '{key}'; known are {Categories.KeyList}.");
        }
    }

    private static void Lapses(HoldsConfig holds, List<string> failures)
    {
        foreach (var (source, lapse) in holds.Lapses)
        {
            if (!HoldSources.All.Contains(source, StringComparer.OrdinalIgnoreCase)) failures.Add($"Holds.Lapses names '{source}', which is no category and no rule; there are {string.Join(", ", HoldSources.All)}.");
            if (lapse.ExpireAfter is { } after && (after < ShortestLapse || after > LongestLapse)) failures.Add($"Holds.Lapses.{source}.ExpireAfter is {after}; it must be {ShortestLapse} to {LongestLapse}.");
        }
    }

    private static void Members(ModerationConfig config, List<string> failures)
    {
        var known = RoleBook.BuiltIn.Select(role => role.Name).Concat(config.Roles.Keys).Append(RoleBook.None).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, role) in config.Members)
        {
            if (!known.Contains(role)) failures.Add($"Members.{id} has the unknown role '{role}'; known are {string.Join(", ", known)}.");
            if (id.Length == 0 || !id.All(char.IsAsciiDigit)) failures.Add($"Members has '{id}', which is no Twitch user id; ids are numbers, never names.");
        }
    }
}

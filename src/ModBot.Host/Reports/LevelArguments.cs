using System.Globalization;
using ModBot.Classification;

namespace ModBot.Host.Reports;

/// <summary>Levels as a command line names them: <c>bullying=3</c>, a group (<c>hostility=3</c>), or the overall level (<c>all=2</c>).</summary>
internal sealed record LevelArguments(int? Overall, IReadOnlyDictionary<Category, int> Levels)
{
    private const string All = "all";

    private static readonly Dictionary<string, Category[]> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["discrimination"] = [Category.Disability, Category.SexualitySexOrGender, Category.Misogyny, Category.RaceEthnicityOrReligion],
        ["sexual"] = [Category.SexBasedTerms],
        ["hostility"] = [Category.Aggression, Category.Bullying],
        ["profanity"] = [Category.Swearing],
        ["sensitive"] = [Category.SelfHarm, Category.Spam, Category.Politics, Category.Religion],
    };

    /// <summary>Reads the arguments in order, a later one over an earlier; returns what is wrong, or null.</summary>
    public static string? TryParse(IEnumerable<string> arguments, out LevelArguments parsed)
    {
        int? overall = null;
        var levels = new Dictionary<Category, int>();
        parsed = new LevelArguments(null, levels);
        foreach (var argument in arguments)
        {
            if (argument.Split('=') is not [var name, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level > LevelThresholds.MaxLevel)
            {
                return $"--level {argument}: write a category and 0 to {LevelThresholds.MaxLevel}, e.g. bullying=3.";
            }
            if (name.Equals(All, StringComparison.OrdinalIgnoreCase)) overall = level;
            else if (Categories.TryParse(name, out var category)) levels[category] = level;
            else if (Groups.TryGetValue(name, out var group)) foreach (var member in group) levels[member] = level;
            else return $"--level {argument}: there is no category '{name}'; there are {Categories.KeyList}, the groups {string.Join(", ", Groups.Keys)}, and {All}.";
        }
        parsed = new LevelArguments(overall, levels);
        return null;
    }
}

using System.Text.Json;

namespace ModBot.ModelKit;

/// <summary>A list of words that templates are filled from.</summary>
/// <param name="Target">Whom its words are about, such as <c>race</c>; null for nobody.</param>
internal sealed record WordList(string? Target, IReadOnlyList<string> Train, IReadOnlyList<string> Test)
{
    private const string HalvesNeeded = "must be an array, or an object with train and test";

    /// <summary>Whether its words are slurs: naming a group and insulting it are not the same sentence with another group in it.</summary>
    public static bool IsOfSlurs(string name) => name.Contains("slur", StringComparison.Ordinal);

    public IReadOnlyList<string> Of(Half half) => half == Half.Train || Test.Count == 0 ? Train : Test;

    /// <summary>A plain array serves both halves.</summary>
    public static WordList Parse(string name, JsonElement json)
    {
        var target = name.Contains(':', StringComparison.Ordinal) ? name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] : null;
        if (target is not null && !ModelLabels.Targets.Contains(target)) throw new InvalidDataException($"list '{name}' is about an unknown target");
        var halves = Halves.Parse($"list '{name}'", json, HalvesNeeded);
        return new WordList(target, halves.Train, halves.Test);
    }
}

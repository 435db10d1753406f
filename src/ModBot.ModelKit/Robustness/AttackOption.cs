using System.CommandLine;

namespace ModBot.ModelKit;

/// <summary>Which spelling attacks an evaluation makes.</summary>
internal static class AttackOption
{
    private const string All = "all";
    private const string None = "none";

    public static Option<SpellingAttack[]> Create() => new("--attack")
    {
        Description = $"Spelling attacks to measure: {All}, {None}, or one of {string.Join(", ", SpellingAttacks.All)}",
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var name = result.Tokens.Single().Value;
            if (name.Equals(All, StringComparison.OrdinalIgnoreCase)) return [.. SpellingAttacks.All];
            if (name.Equals(None, StringComparison.OrdinalIgnoreCase)) return [];
            // Enum.TryParse would take "3" for an attack.
            if (SpellingAttacks.All.Where(attack => attack.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray() is [var one]) return [one];
            result.AddError($"There is no spelling attack '{name}': say {All}, {None}, or one of {string.Join(", ", SpellingAttacks.All)}.");
            return [];
        },
        Arity = ArgumentArity.ExactlyOne,
    };
}

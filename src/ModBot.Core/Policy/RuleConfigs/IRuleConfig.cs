using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>What every rule's config has.</summary>
public interface IRuleConfig
{
    /// <summary>Whether the rule runs.</summary>
    bool Enabled { get; }

    /// <summary>What it asks for.</summary>
    Verdict Verdict { get; }

    /// <summary>Whose messages it skips; other rules still see them.</summary>
    IReadOnlyList<ExemptRole> Exempt { get; }
}

using System.Text.Json.Serialization;

namespace ModBot.ModelKit;

/// <summary>A class of the functional suite, as <c>classes.json</c> has it.</summary>
/// <param name="Is">What its sentences are.</param>
/// <param name="Harmful">Whether its sentences are to be caught; the others are to pass.</param>
/// <param name="Labels">Labels that differ from "harmless"; null for unknown, and <c>target</c> for whom the sentence is about.</param>
/// <param name="MeasuredBy">The label it is measured by; null for the headline score (hateful or toxic).</param>
internal sealed record FunctionalClass(string Is, bool Harmful, IReadOnlyDictionary<string, float?> Labels, string? MeasuredBy = null)
{
    /// <summary>Harmful by being hate of a group.</summary>
    [JsonIgnore]
    public bool Hateful => Harmful && Labels.GetValueOrDefault("identity_hate") >= 0.5f;
}

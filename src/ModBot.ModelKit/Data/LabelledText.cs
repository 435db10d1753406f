using System.Text.Json.Serialization;

namespace ModBot.ModelKit;

/// <summary>A line of a labelled set, or of a chat log (which has neither labels nor a split).</summary>
/// <param name="Mentions">Identity groups that the text names without being about them in a hateful way.</param>
internal sealed record LabelledText(string Text, string? Lang, string? Split, Dictionary<string, float>? Labels, IReadOnlyList<string>? Mentions = null)
{
    /// <summary>Toxic, or hateful where toxic is unknown; null when neither is known. What sets with different labels are pooled by.</summary>
    [JsonIgnore]
    public bool? IsAbusive => Labels is not null && (Labels.TryGetValue("toxic", out var value) || Labels.TryGetValue("identity_hate", out value)) ? value >= 0.5f : null;

    /// <summary>Whether it is about this group, or names it.</summary>
    public bool Concerns(string target) => Labels?.GetValueOrDefault(ModelLabels.TargetPrefix + target) >= 0.5f || Mentions?.Contains(target) == true;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LabelledText))]
internal sealed partial class DataJson : JsonSerializerContext;

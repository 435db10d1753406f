using System.Text.Json.Serialization;

namespace ModBot.Host.Api.Perspective;

/// <summary>A comment to analyze. Fields of the API that mean nothing here (doNotStore, sessionId, communityId, context) are accepted and ignored: nothing is stored either way.</summary>
/// <param name="Comment">The text.</param>
/// <param name="RequestedAttributes">By name.</param>
/// <param name="Languages">Codes such as <c>en</c>; none where the caller does not know.</param>
/// <param name="SpanAnnotations">A score a sentence, besides the one of the whole text.</param>
/// <param name="ClientToken">Given back as it came.</param>
internal sealed record AnalyzeRequest(AnalyzeText? Comment, Dictionary<string, AttributeWish?>? RequestedAttributes, IReadOnlyList<string?>? Languages, bool? SpanAnnotations, string? ClientToken);

/// <summary>A text and its type, of which there is one: PLAIN_TEXT.</summary>
internal sealed record AnalyzeText(string? Text, string? Type);

/// <summary>What is wanted of an attribute.</summary>
/// <param name="ScoreType">PROBABILITY, the only one there is.</param>
/// <param name="ScoreThreshold">Lower scores are left out of the answer.</param>
internal sealed record AttributeWish(string? ScoreType, float? ScoreThreshold);

/// <summary>The scores. Attributes below their threshold are left out, and so is the whole map where all are.</summary>
internal sealed record AnalyzeResponse(IReadOnlyDictionary<string, AttributeScores>? AttributeScores, IReadOnlyList<string> Languages, string? ClientToken);

/// <summary>The scores of one attribute.</summary>
internal sealed record AttributeScores(IReadOnlyList<SpanScore> SpanScores, ScoreValue SummaryScore);

/// <summary>The score of a part of the text, from UTF-16 unit Begin to before End.</summary>
internal sealed record SpanScore(int Begin, int End, ScoreValue Score);

/// <summary>A score, 0 to 1.</summary>
internal sealed record ScoreValue(float Value, string Type = ScoreValue.Probability)
{
    public const string Probability = "PROBABILITY";
}

/// <summary>A suggestion how a comment should be scored; only what is given back is read.</summary>
internal sealed record SuggestRequest(AnalyzeText? Comment, string? ClientToken);

/// <summary>The answer to a suggestion.</summary>
internal sealed record SuggestResponse(string? ClientToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnalyzeRequest))]
[JsonSerializable(typeof(AnalyzeResponse))]
[JsonSerializable(typeof(SuggestRequest))]
[JsonSerializable(typeof(SuggestResponse))]
[JsonSerializable(typeof(GoogleErrorEnvelope))]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class PerspectiveJson : JsonSerializerContext;

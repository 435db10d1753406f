using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModBot.Classification;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;

namespace ModBot.Host.Api.Perspective;

/// <summary>
/// <c>/v1alpha1/comments:analyze</c> and <c>comments:suggestscore</c> as the Perspective API has them, so that its clients change the host name only. Nothing is stored, whatever doNotStore
/// says. <c>docs/perspective.md</c> tells what differs.
/// </summary>
internal static class PerspectiveEndpoints
{
    /// <summary>In UTF-8, as there.</summary>
    public const int MaxTextBytes = 20_480;

    private const int MaxBodyBytes = 1_000_000;

    /// <summary>Languages in which the model was measured on real texts and told abuse from the rest (its card says how well). Asking for any other by name is an error.</summary>
    private static readonly HashSet<string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar", "bn", "da", "de", "en", "es", "fr", "hi", "id", "ig", "it", "ja", "ko", "mr", "pl", "pt", "ru", "th", "tr", "ur", "vi", "yo", "zh",
    };

    public static IEndpointRouteBuilder MapPerspective(this IEndpointRouteBuilder routes)
    {
        var comments = routes.MapGroup("/v1alpha1").WithTags("Perspective").Needs(ApiScope.Classify, dialect: ErrorDialect.Google).WithMetadata(new RequestSize(MaxBodyBytes));
        // The colon is part of the name.
        comments.MapPost("/comments:analyze", AnalyzeAsync)
            .WithName("AnalyzeComment")
            .WithSummary("Scores a comment, as the Perspective API does.")
            .WithDescription("For clients of commentanalyzer.googleapis.com: they change the host name only. Nothing is stored, whatever doNotStore says. A key is sent as ?key=, as X-Goog-Api-Key, or as a bearer token.")
            .Accepts<AnalyzeRequest>(isOptional: true, "application/json", "*/*")
            .Produces<AnalyzeResponse>()
            .Produces<GoogleErrorEnvelope>(StatusCodes.Status400BadRequest)
            .Produces<GoogleErrorEnvelope>(StatusCodes.Status503ServiceUnavailable);
        comments.MapPost("/comments:suggestscore", SuggestAsync)
            .WithName("SuggestCommentScore")
            .WithSummary("Accepts a suggested score and forgets it.")
            .WithDescription("There so that clients that suggest scores do not fail. The suggestion is neither stored nor learnt from.")
            .Accepts<SuggestRequest>(isOptional: true, "application/json", "*/*")
            .Produces<SuggestResponse>()
            .Produces<GoogleErrorEnvelope>(StatusCodes.Status400BadRequest);
        routes.MapDiscovery();
        return routes;
    }

    private static async Task AnalyzeAsync(HttpContext http, CommentAnalyzer analyzer, CancellationToken cancellationToken)
    {
        var (request, wrong) = await ReadAsync(http, PerspectiveJson.Default.AnalyzeRequest, cancellationToken);
        wrong ??= Check(request!);
        if (wrong is not null)
        {
            await wrong.ExecuteAsync(http);
            return;
        }
        var wishes = request!.RequestedAttributes!.Select(wish => (wish.Key, PerspectiveAttribute.Find(wish.Key)!, wish.Value?.ScoreThreshold ?? 0)).ToArray();
        if (await analyzer.AnalyzeAsync(request.Comment!.Text!, wishes, request.SpanAnnotations == true, cancellationToken) is not { } scores)
        {
            await new GoogleError(StatusCodes.Status503ServiceUnavailable, "The classifier is overloaded or down; try again in a moment.", "UNAVAILABLE").ExecuteAsync(http);
            return;
        }
        // "und" is the code of a language that was not determined: none is detected here.
        var languages = request.Languages is { Count: > 0 } named ? [.. named.OfType<string>()] : (IReadOnlyList<string>)["und"];
        await Results.Json(new AnalyzeResponse(scores.Count == 0 ? null : scores, languages, request.ClientToken), PerspectiveJson.Default.AnalyzeResponse).ExecuteAsync(http);
    }

    private static async Task SuggestAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (request, wrong) = await ReadAsync(http, PerspectiveJson.Default.SuggestRequest, cancellationToken);
        wrong ??= CheckText(request!.Comment);
        if (wrong is not null) await wrong.ExecuteAsync(http);
        else await Results.Json(new SuggestResponse(request!.ClientToken), PerspectiveJson.Default.SuggestResponse).ExecuteAsync(http);
    }

    /// <summary>What is wrong with a request, or null.</summary>
    private static GoogleError? Check(AnalyzeRequest request)
    {
        if (CheckText(request.Comment) is { } wrong) return wrong;
        if (request.RequestedAttributes is not { Count: > 0 } attributes) return GoogleError.Invalid("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES");
        foreach (var (name, wish) in attributes)
        {
            if (PerspectiveAttribute.Find(name) is null) return GoogleError.Invalid($"Unknown requested attribute: {name}");
            if (wish?.ScoreType is not (null or "" or "SCORE_TYPE_UNSPECIFIED" or ScoreValue.Probability)) return GoogleError.Invalid($"Requested score type {wish.ScoreType} is not supported by attribute {name}");
        }
        // Several languages are checked in those of them that are supported, as there.
        return request.Languages is { Count: > 0 } languages && !languages.Any(IsSupported) ? GoogleError.UnsupportedLanguage(attributes.Keys.First(), [.. languages.Select(language => language ?? "")]) : null;
    }

    private static GoogleError? CheckText(AnalyzeText? comment)
    {
        if (comment?.Type is not (null or "" or "TEXT_TYPE_UNSPECIFIED" or "PLAIN_TEXT")) return GoogleError.Invalid(comment.Type == "HTML" ? "Currently, only 'PLAIN_TEXT' comments are supported" : "Unknown text type");
        if (string.IsNullOrEmpty(comment?.Text)) return GoogleError.Invalid("Comment must be non-empty.", "COMMENT_EMPTY");
        return Encoding.UTF8.GetByteCount(comment.Text) > MaxTextBytes ? GoogleError.Invalid("Comment text too long.", "COMMENT_TOO_LONG") : null;
    }

    /// <summary>A code such as <c>en</c> or <c>en-US</c>.</summary>
    private static bool IsSupported(string? language) => language is not null && Languages.Contains(language.Split('-', '_')[0]);

    /// <summary>Reads the body whatever it says of its type, as there.</summary>
    private static async Task<(T? Request, GoogleError? Wrong)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        try
        {
            var request = await JsonSerializer.DeserializeAsync(http.Request.Body, type, cancellationToken);
            return request is null ? (null, Unreadable("null")) : (request, null);
        }
        catch (JsonException e)
        {
            return (null, Unreadable(e.Path ?? "$"));
        }
        catch (BadHttpRequestException e)
        {
            return (null, new GoogleError(e.StatusCode, "The request body is too large or was cut off.", "INVALID_ARGUMENT"));
        }
    }

    private static GoogleError Unreadable(string where) => GoogleError.Invalid($"Invalid JSON payload received at {where}.");
}

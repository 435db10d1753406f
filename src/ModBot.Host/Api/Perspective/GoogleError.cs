using System.Text.Json.Serialization;

namespace ModBot.Host.Api.Perspective;

/// <summary>An error as Google's services write them.</summary>
internal sealed record GoogleError(int Code, string Message, string Status, IReadOnlyList<object>? Details = null)
{
    private const string DetailType = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error";

    /// <summary>A request that the comment analyzer finds wrong, with the kind of error that it gives it.</summary>
    public static GoogleError Invalid(string message, string errorType = "INVALID_REQUEST") =>
        new(StatusCodes.Status400BadRequest, message, "INVALID_ARGUMENT", [new Dictionary<string, object> { ["@type"] = DetailType, ["errorType"] = errorType }]);

    public static GoogleError UnsupportedLanguage(string attribute, IReadOnlyList<string> languages) =>
        new(StatusCodes.Status400BadRequest, $"Attribute {attribute} does not support request languages: {string.Join(", ", languages)}", "INVALID_ARGUMENT",
        [
            new Dictionary<string, object>
            {
                ["@type"] = DetailType,
                ["errorType"] = "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
                ["languageNotSupportedByAttributeError"] = new Dictionary<string, object> { ["requestedLanguages"] = languages, ["attribute"] = attribute },
            },
        ]);

    public static GoogleError Of(ApiError error) => new(error.Status, error.Detail, error.Status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => "PERMISSION_DENIED",
        StatusCodes.Status404NotFound => "NOT_FOUND",
        StatusCodes.Status429TooManyRequests => "RESOURCE_EXHAUSTED",
        StatusCodes.Status503ServiceUnavailable => "UNAVAILABLE",
        _ => "INVALID_ARGUMENT",
    });

    public Task ExecuteAsync(HttpContext http) => Results.Json(new GoogleErrorEnvelope(this), PerspectiveJson.Default.GoogleErrorEnvelope, statusCode: Code).ExecuteAsync(http);
}

/// <summary>What an error is wrapped in.</summary>
internal sealed record GoogleErrorEnvelope([property: JsonPropertyName("error")] GoogleError Error);

using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Host.Classify;

namespace ModBot.Host.Api;

/// <summary><c>POST /v1/classify</c>: scores without a chat.</summary>
internal static class ClassifyEndpoint
{
    public const int MaxTexts = 1000;
    public const int MaxExplainedTexts = 50;
    public const int MaxTextLength = 5000;
    public const int MaxBodyBytes = 1_000_000;

    public static IEndpointRouteBuilder MapClassify(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/classify", ClassifyAsync)
            .WithName("Classify")
            .WithSummary("Scores up to 1,000 texts.")
            .WithDescription("Scores each text in every category and says from which overall level on it would be held. Nothing is stored or logged.")
            .WithTags("Classify")
            .WithMetadata(new RequestSize(MaxBodyBytes))
            .Needs(ApiScope.Classify)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<ClassifyResponse>, ValidationProblem, ProblemHttpResult>> ClassifyAsync(ClassifyRequest request, TextClassifier classifier, CancellationToken cancellationToken)
    {
        if (Validate(request) is { Count: > 0 } errors) return TypedResults.ValidationProblem(errors, "Nothing was scored.");
        var verdicts = await classifier.ClassifyAsync(request.Texts!, request.Why, cancellationToken);
        if (verdicts.Any(verdict => verdict is null))
        {
            return TypedResults.Problem("The classifier is overloaded or down; try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not scored");
        }
        return TypedResults.Ok(new ClassifyResponse(verdicts!));
    }

    private static Dictionary<string, string[]> Validate(ClassifyRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Texts is not { Count: > 0 and <= MaxTexts } texts)
        {
            errors["texts"] = [$"Must be a list of 1 to {MaxTexts} texts."];
            return errors;
        }
        if (request.Why && texts.Count > MaxExplainedTexts) errors["why"] = [$"Explains at most {MaxExplainedTexts} texts at a time."];
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is null) errors[$"texts[{i}]"] = ["Must be a string, not null."];
            else if (texts[i].Length > MaxTextLength) errors[$"texts[{i}]"] = [$"Has {texts[i].Length} characters; at most {MaxTextLength} are scored."];
        }
        return errors;
    }

}

/// <param name="Texts">1 to 1,000 texts of at most 5,000 characters each.</param>
/// <param name="Why">Also say which words drove the scores; costs one more batch for each text that would be held, so at most 50 texts then.</param>
internal sealed record ClassifyRequest([property: Description("1 to 1,000 texts of at most 5,000 characters each.")] IReadOnlyList<string>? Texts, bool Why = false);

/// <param name="Results">One result a text, in order.</param>
internal sealed record ClassifyResponse(IReadOnlyList<TextVerdict> Results);

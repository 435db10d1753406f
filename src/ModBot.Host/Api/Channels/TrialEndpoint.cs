using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Classification;
using ModBot.Explaining;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Policy;
using HoldView = ModBot.Host.Api.Holds.HoldView;
using ReasonView = ModBot.Host.Api.Holds.ReasonView;

namespace ModBot.Host.Api.Channels;

/// <summary><c>POST /v1/channels/{channel}/settings/try</c>: what would be decided about a text. By POST, so that the text stands in no address; it changes nothing.</summary>
internal static class TrialEndpoint
{
    /// <param name="settings">The group of <c>/settings</c>.</param>
    public static void MapTrial(this RouteGroupBuilder settings) => settings.MapPost("/try", TryAsync)
        .WithName("TryText")
        .WithSummary("What would be decided if an ordinary viewer said a text now.")
        .WithDescription("It is not held, counted or written down. Rules that go by who says it, and how often, are not asked (not_asked), and raids and split messages are not looked for. Unlike the settings, it goes by the shield while that is up.")
        .WithMetadata(RequestSize.Small)
        .Needs(ApiScope.ReadSettings, Permissions.View)
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<TrialView>, ApiError>> TryAsync(ApiCaller caller, TrialRequest request, TextTrial trial, PolicyBook policies, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > TextTrial.MaxLength) return ApiError.Invalid($"text is a chat message, which has 1 to {TextTrial.MaxLength} characters.");
        var policy = policies.For(caller.Channel);
        return TypedResults.Ok(TrialView.Of(await trial.RunAsync(caller.Channel, request.Text, policy, cancellationToken), policy));
    }
}

/// <summary>What to try.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TrialRequest([property: Description("1 to 500 characters.")] string? Text = null);

/// <summary>What would be decided about a text.</summary>
/// <param name="Verdict">allow, observe, hold, delete, warn, timeout or ban.</param>
/// <param name="Mode">The channel's mode: in observe, what would be held stays visible.</param>
/// <param name="ScoreStatus">Whether the classifier scored it; where it could not, rules decide alone.</param>
/// <param name="Folded">The text as it was judged, where it differs from what a reader sees.</param>
/// <param name="Why">The words that drove the score.</param>
/// <param name="Rules">What each rule says of it; null for nothing.</param>
/// <param name="NotAsked">The rules that a text alone says nothing about.</param>
internal sealed record TrialView(
    string Verdict, string Mode, string PolicyVersion, IReadOnlyList<ReasonView> Reasons, string ScoreStatus, IReadOnlyDictionary<string, TrialScore>? Scores, string? Folded, IReadOnlyList<WordWeight>? Why,
    IReadOnlyDictionary<string, string?> Rules, IReadOnlyList<string> NotAsked)
{
    public static TrialView Of(TextTrialResult result, ChannelPolicy policy) => new(
        HoldView.Word(result.Decision.Verdict),
        HoldView.Word(policy.Config.Mode),
        result.Decision.PolicyVersion,
        [.. result.Decision.Reasons.Select(ReasonView.Of)],
        HoldView.Word(result.Decision.Score),
        result.Decision.Scores is { } scores ? Categories.All.ToDictionary(category => category.Key(), category => TrialScore.Of(category, scores[category], policy)) : null,
        result.Folded,
        result.Decision.Explanation?.Words,
        result.Rules.ToDictionary(finding => finding.Rule, finding => finding.Hit?.Text),
        TextTrial.NotAsked);
}

/// <summary>What a category says of a text.</summary>
/// <param name="HoldsFrom">The score from which it holds here; null where it never does.</param>
/// <param name="HeldAt">The lowest level that would hold it; null when none would.</param>
internal sealed record TrialScore(float Score, float? HoldsFrom, int? HeldAt)
{
    public static TrialScore Of(Category category, float score, ChannelPolicy policy) =>
        new(MathF.Round(score, 4), float.IsFinite(policy.HoldFrom[category]) ? policy.HoldFrom[category] : null, policy.Thresholds.LowestHolding(category, score));
}

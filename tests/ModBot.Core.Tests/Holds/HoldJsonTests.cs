using System.Text.Json;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

/// <summary>Stored holds are read for as long as they are kept, so what older versions wrote must be read by newer ones.</summary>
public sealed class HoldJsonTests
{
    private const string BeforeExplanations = """
        {"id":"m1","code":"bcd","version":1,"kind":"Deleted","state":"Open",
         "message":{"id":"m1","broadcaster":"810000001","chatter":{"id":"7","login":"a","displayName":"A","badges":"None"},"text":"rude words","fragments":[],"sentAt":"2026-09-03T18:00:00+00:00"},
         "decision":{"verdict":"Hold","reasons":[{"source":"model","verdict":"Hold","text":"bullying 0.90","category":"Bullying","value":0.9,"threshold":0.7}],"score":"Scored","policyVersion":"test"},
         "createdAt":"2026-09-03T18:00:00+00:00","expiresAt":"2026-09-03T18:30:00+00:00"}
        """;

    [Fact]
    public void Deserialize_HoldOfBeforeExplanations_HasNone()
    {
        var hold = JsonSerializer.Deserialize(BeforeExplanations, HoldJson.Default.Hold)!;

        Assert.Equal(("rude words", Category.Bullying), (hold.Message.Text, hold.Decision.Reasons[0].Category));
        Assert.Null(hold.Decision.Explanation);
        Assert.Null(hold.Context);
        Assert.Null(hold.Appeal);
        Assert.DoesNotContain("explanation", JsonSerializer.Serialize(hold, HoldJson.Default.Hold), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Deserialize_ResolutionOfBeforeTheLadder_HasNoStepAndIsNotLifted()
    {
        const string Denied = """
            "state":"Denied","resolution":{"by":{"id":"810000003","login":"quietlantern"},"at":"2026-09-03T18:01:00+00:00","ruling":{"verb":"Deny","sanction":{"kind":"Timeout","duration":"00:10:00"}},"from":"Deleted","isOnTwitch":false}
            """;

        var resolution = JsonSerializer.Deserialize(BeforeExplanations.Replace("\"state\":\"Open\"", Denied, StringComparison.Ordinal), HoldJson.Default.Hold)!.Resolution!;

        Assert.Equal((TimeSpan.FromMinutes(10), null, false, false), (resolution.Ruling.Sanction!.Duration, resolution.Ruling.Ladder, resolution.Ruling.SkipsLadder, resolution.IsLifted));
    }

    [Fact]
    public void Serialize_Scores_AreNamedByCategoryKeyAndComeBack()
    {
        var scores = default(CategoryScores);
        (scores[Category.SelfHarm], scores[Category.Bullying], scores[Category.Spam]) = (0.9999948f, 0.25f, float.NaN);
        var hold = Some.Hold();
        hold = hold with { Code = new ShortCode("bcd"), Decision = hold.Decision with { Scores = scores } };

        var json = JsonSerializer.Serialize(hold, HoldJson.Default.Hold);
        var read = JsonSerializer.Deserialize(json.Replace("\"bullying\":", "\"of_tomorrow\":0.5,\"bullying\":", StringComparison.Ordinal), HoldJson.Default.Hold)!.Decision.Scores!.Value;

        Assert.Contains("\"self_harm\":0.9999948", json, StringComparison.Ordinal);
        Assert.Equal((0.9999948f, 0.25f, 0f), (read[Category.SelfHarm], read[Category.Bullying], read[Category.Spam]));
        Assert.Null(JsonSerializer.Deserialize(BeforeExplanations, HoldJson.Default.Hold)!.Decision.Scores);
    }

    [Fact]
    public void Serialize_Explanation_SaysWhereWordsStandAndNotWhatTheyAre()
    {
        var hold = Some.Hold(Some.Message("rude words"));
        var explained = hold.Decision with { Explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(0, 4, 1)]) };

        var json = JsonSerializer.Serialize(hold with { Decision = explained }, HoldJson.Default.Hold);

        Assert.Contains("""
            "explanation":{"category":"Bullying","score":0.9,"words":[{"start":0,"length":4,"weight":1}]}
            """, json, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ModBot.Classification;
using ModBot.Host.Api.Perspective;

namespace ModBot.Host.Tests.Api;

/// <summary>What clients of the Perspective API rely on, with the model that ships.</summary>
public sealed class PerspectiveTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Rude = "you are a stupid idiot";

    [Fact]
    public async Task Analyze_AllAttributes_ScoresEachUnderItsOwnName()
    {
        var wishes = PerspectiveAttribute.All.Select(attribute => attribute.Name).Append("TOXICITY_EXPERIMENTAL").ToDictionary(name => name, _ => new { });
        var answer = await AnalyzeAsync(new { comment = new { text = Rude }, requestedAttributes = wishes, languages = new[] { "en" }, doNotStore = true, clientToken = "token-1", sessionId = "s", communityId = "c", context = new { entries = new[] { new { text = "hi" } } } });

        var scores = answer.GetProperty("attributeScores");
        Assert.Equal(wishes.Keys.Order(StringComparer.Ordinal), scores.EnumerateObject().Select(score => score.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Value(scores, "TOXICITY"), Value(scores, "TOXICITY_EXPERIMENTAL"));
        Assert.InRange(Value(scores, "TOXICITY"), 0.5, 1);
        Assert.True(Value(scores, "INSULT") > Value(scores, "THREAT"));
        var span = Assert.Single(scores.GetProperty("INSULT").GetProperty("spanScores").EnumerateArray().ToArray());
        Assert.Equal((0, Rude.Length, "PROBABILITY"), (span.GetProperty("begin").GetInt32(), span.GetProperty("end").GetInt32(), span.GetProperty("score").GetProperty("type").GetString()));
        Assert.Equal(("token-1", "en"), (answer.GetProperty("clientToken").GetString(), Assert.Single(answer.GetProperty("languages").EnumerateArray().ToArray()).GetString()));
    }

    [Fact]
    public async Task Analyze_Spans_ScoreEachSentence()
    {
        const string Text = $"What a lovely day.  {Rude}!";

        var spans = (await AnalyzeAsync(new { comment = new { text = Text }, requestedAttributes = new { TOXICITY = new { } }, spanAnnotations = true })).GetProperty("attributeScores").GetProperty("TOXICITY").GetProperty("spanScores").EnumerateArray().ToArray();

        Assert.Equal(["What a lovely day.", $"{Rude}!"], spans.Select(span => Text[span.GetProperty("begin").GetInt32()..span.GetProperty("end").GetInt32()]));
        Assert.True(Score(spans[1]) > Score(spans[0]));
    }

    [Fact]
    public async Task Analyze_RudeEndOfALongComment_IsSeen()
    {
        var harmless = string.Concat(Enumerable.Repeat("The weather was pleasant and we walked along the river for a while. ", 200));

        var scores = new List<double>();
        foreach (var text in new[] { harmless, harmless + Rude })
        {
            scores.Add(Value((await AnalyzeAsync(new { comment = new { text }, requestedAttributes = new { INSULT = new { } } })).GetProperty("attributeScores"), "INSULT"));
        }

        Assert.InRange(scores[0], 0, 0.3);
        Assert.InRange(scores[1], 0.5, 1);
    }

    [Fact]
    public async Task Analyze_BelowTheThreshold_LeavesTheAttributeOut()
    {
        var some = await AnalyzeAsync(new { comment = new { text = Rude }, requestedAttributes = new { INSULT = new { scoreThreshold = 0.3 }, THREAT = new { scoreThreshold = 0.99 } } });
        var none = await AnalyzeAsync(new { comment = new { text = "good morning" }, requestedAttributes = new { INSULT = new { scoreThreshold = 0.9 } } });

        Assert.Equal(["INSULT"], some.GetProperty("attributeScores").EnumerateObject().Select(score => score.Name));
        Assert.False(none.TryGetProperty("attributeScores", out _));
        Assert.Equal("und", none.GetProperty("languages")[0].GetString());
    }

    [Theory]
    [InlineData("""{"comment":{"text":""},"requestedAttributes":{"TOXICITY":{}}}""", "Comment must be non-empty.", "COMMENT_EMPTY")]
    [InlineData("""{"requestedAttributes":{"TOXICITY":{}}}""", "Comment must be non-empty.", "COMMENT_EMPTY")]
    [InlineData("""{"comment":{"text":"hi"}}""", "Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")]
    [InlineData("""{"comment":{"text":"hi"},"requestedAttributes":{}}""", "Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")]
    [InlineData("""{"comment":{"text":"hi"},"requestedAttributes":{"CHARM":{}}}""", "Unknown requested attribute: CHARM", "INVALID_REQUEST")]
    [InlineData("""{"comment":{"text":"hi"},"requestedAttributes":{"toxicity":{}}}""", "Unknown requested attribute: toxicity", "INVALID_REQUEST")]
    [InlineData("""{"comment":{"text":"hi"},"requestedAttributes":{"THREAT":{"scoreType":"STARS"}}}""", "Requested score type STARS is not supported by attribute THREAT", "INVALID_REQUEST")]
    [InlineData("""{"comment":{"text":"hi","type":"HTML"},"requestedAttributes":{"THREAT":{}}}""", "Currently, only 'PLAIN_TEXT' comments are supported", "INVALID_REQUEST")]
    [InlineData("""{"comment":{"text":"hi"},"requestedAttributes":{"THREAT":{}},"languages":["tlh"]}""", "Attribute THREAT does not support request languages: tlh", "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE")]
    [InlineData("not json", "Invalid JSON payload received at $.", "INVALID_REQUEST")]
    [InlineData("null", "Invalid JSON payload received at null.", "INVALID_REQUEST")]
    public async Task Analyze_WrongRequest_IsAnErrorAsThere(string body, string message, string type)
    {
        var response = await api.SendAsync(HttpMethod.Post, "/v1alpha1/comments:analyze?key=k", null, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        Assert.Equal((400, message, "INVALID_ARGUMENT"), (error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString(), error.GetProperty("status").GetString()));
        Assert.Equal(("type.googleapis.com/google.commentanalyzer.v1alpha1.Error", type), (error.GetProperty("details")[0].GetProperty("@type").GetString(), error.GetProperty("details")[0].GetProperty("errorType").GetString()));
    }

    [Theory]
    [InlineData(20_480, HttpStatusCode.OK)]
    [InlineData(20_481, HttpStatusCode.BadRequest)]
    public async Task Analyze_Length_IsCountedInBytes(int bytes, HttpStatusCode expected)
    {
        var text = new string('ü', bytes / 2) + new string('a', bytes % 2);
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(text));

        Assert.Equal(expected, (await PostAsync(new { comment = new { text }, requestedAttributes = new { THREAT = new { } } })).StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Analyze_OddContentType_IsReadAsJson(string? type)
    {
        using var content = new ByteArrayContent("""{"comment":{"text":"hi"},"requestedAttributes":{"THREAT":{}}}"""u8.ToArray());
        if (type is not null) content.Headers.ContentType = new(type);

        Assert.Equal(HttpStatusCode.OK, (await api.Http.PostAsync("/v1alpha1/comments:analyze", content)).StatusCode);
    }

    [Fact]
    public async Task SuggestScore_IsAcceptedAndGivesTheTokenBack()
    {
        var response = await api.SendAsync(HttpMethod.Post, "/v1alpha1/comments:suggestscore?key=k", null, """{"comment":{"text":"hi"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":0}}},"clientToken":"t"}""");

        Assert.Equal("""{"clientToken":"t"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  \n ", new string[0])]
    [InlineData("hello", new[] { "hello" })]
    [InlineData("See v1.2 at example.com/a. Right?", new[] { "See v1.2 at example.com/a.", "Right?" })]
    [InlineData("What?! No... yes", new[] { "What?!", "No...", "yes" })]
    [InlineData("first\nsecond", new[] { "first", "second" })]
    [InlineData("你好。再见！", new[] { "你好。", "再见！" })]
    public void Split_Text_IsSentences(string text, string[] expected) =>
        Assert.Equal(expected, Sentences.Split(text).Select(span => text.Substring(span.Start, span.Length)));

    [Fact]
    public void Split_AnyText_LosesOnlyWhiteSpaceAndIsBounded()
    {
        var pieces = Gen.OneOf(Gen.Elements(".", "! ", "?", "\n", " ", "\U0001f9a6", "。"), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get), Gen.Constant(new string('x', 700)));
        Prop.ForAll(pieces.ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var spans = Sentences.Split(text);
            var covered = string.Concat(spans.Select(span => text.Substring(span.Start, span.Length)));
            return spans.Count <= Sentences.Most
                && spans.Zip(spans.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
                && Squeeze(covered) == Squeeze(text)
                && spans.All(span => !char.IsLowSurrogate(text[span.Start]) || span.Start == 0 || !char.IsHighSurrogate(text[span.Start - 1]));
        }).QuickCheckThrowOnFailure();

        static string Squeeze(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
    }

    private static double Value(JsonElement scores, string attribute) => scores.GetProperty(attribute).GetProperty("summaryScore").GetProperty("value").GetDouble();

    private static double Score(JsonElement span) => span.GetProperty("score").GetProperty("value").GetDouble();

    private Task<HttpResponseMessage> PostAsync(object request) => api.SendAsync(HttpMethod.Post, "/v1alpha1/comments:analyze?key=AIzaOfBefore", null, JsonSerializer.Serialize(request));

    private async Task<JsonElement> AnalyzeAsync(object request)
    {
        var response = await PostAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}

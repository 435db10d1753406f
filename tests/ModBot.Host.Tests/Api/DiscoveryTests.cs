using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Api.Perspective;

namespace ModBot.Host.Tests.Api;

/// <summary>What Google's own clients of the Perspective API read before they ask for anything.</summary>
public sealed class DiscoveryTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Address = "/$discovery/rest";

    /// <summary>Fields that are accepted and not read.</summary>
    private static readonly string[] Ignored = ["doNotStore", "context", "communityId", "sessionId"];

    public static TheoryData<string, JsonTypeInfo, string[]> Messages => new()
    {
        { "AnalyzeCommentRequest", PerspectiveJson.Default.AnalyzeRequest, Ignored },
        { "AnalyzeCommentResponse", PerspectiveJson.Default.AnalyzeResponse, [] },
        { "SuggestCommentScoreRequest", PerspectiveJson.Default.SuggestRequest, ["attributeScores", "languages", .. Ignored[1..]] },
        { "SuggestCommentScoreResponse", PerspectiveJson.Default.SuggestResponse, [] },
        { "TextEntry", PerspectiveJson.Default.AnalyzeText, [] },
        { "AttributeParameters", PerspectiveJson.Default.AttributeWish, [] },
        { "AttributeScores", PerspectiveJson.Default.AttributeScores, [] },
        { "SpanScore", PerspectiveJson.Default.SpanScore, [] },
        { "Score", PerspectiveJson.Default.ScoreValue, [] },
    };

    [Theory]
    [InlineData("?version=v1alpha1")]
    [InlineData("")]
    [InlineData("?version=")]
    [InlineData("?version=v1alpha1&key=AIzaOfBefore&userIp=192.0.2.1")]
    public async Task Document_SaysWhatItIsAndThatItIsHere(string query)
    {
        var document = await DocumentAsync(query);

        Assert.Equal(("discovery#restDescription", "commentanalyzer:v1alpha1", "commentanalyzer", "v1alpha1"), (Text(document, "kind"), Text(document, "id"), Text(document, "name"), Text(document, "version")));
        Assert.Equal((api.Http.BaseAddress!.ToString(), api.Http.BaseAddress.ToString(), ""), (Text(document, "rootUrl"), Text(document, "baseUrl"), Text(document, "servicePath")));
    }

    [Fact]
    public async Task Document_PathWithAnEscapedDollar_IsTheSame() =>
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/%24discovery/rest?version=v1alpha1", null)).StatusCode);

    [Theory]
    [InlineData("scores.example.org", null, "http://scores.example.org/")]
    [InlineData("scores.example.org:8443", "https", "https://scores.example.org:8443/")]
    [InlineData("scores.example.org", "HTTPS, http", "https://scores.example.org/")]
    [InlineData("scores.example.org", "javascript", "http://scores.example.org/")]
    [InlineData("[::1]:8320", null, "http://[::1]:8320/")]
    public async Task Document_AskedForThroughAProxy_LeadsBackThere(string host, string? scheme, string root)
    {
        var document = await DocumentAsync("", host, scheme);

        Assert.Equal((root, root), (Text(document, "rootUrl"), Text(document, "baseUrl")));
    }

    [Fact]
    public async Task Document_IsKeptByNoCache() =>
        Assert.True((await api.SendAsync(HttpMethod.Get, Address, null)).Headers.CacheControl!.NoStore);

    [Theory]
    [InlineData("v1")]
    [InlineData("v1alpha1&version=v1")]
    public async Task Document_OfAnotherVersion_IsAnErrorAsGoogleWritesThem(string version)
    {
        var response = await api.SendAsync(HttpMethod.Get, $"{Address}?version={version}", null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        Assert.Equal((404, "NOT_FOUND"), (error.GetProperty("code").GetInt32(), error.GetProperty("status").GetString()));
        Assert.EndsWith("only of v1alpha1.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Methods_AreTheEndpoints()
    {
        var methods = (await DocumentAsync())["resources"]!["comments"]!["methods"]!.AsObject().Select(method => $"{Text(method.Value!, "httpMethod")} /{Text(method.Value!, "path")}");
        var endpoints = api.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!).Where(path => path.StartsWith("/v1alpha1/", StringComparison.Ordinal));

        Assert.Equal(endpoints.Select(path => $"POST {path}").Order(StringComparer.Ordinal), methods.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Schema_HasTheFieldsThatAreReadOrWritten(string schema, JsonTypeInfo message, string[] ignored)
    {
        var fields = (await DocumentAsync())["schemas"]![schema]!["properties"]!.AsObject().Select(field => field.Key);

        Assert.Equal(message.Properties.Select(property => property.Name).Concat(ignored).Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Schemas_AreNamedByTheirIdAndAllUsed()
    {
        var document = await DocumentAsync();
        var schemas = document["schemas"]!.AsObject();

        Assert.All(schemas, schema => Assert.Equal(schema.Key, Text(schema.Value!, "id")));
        Assert.Equal(schemas.Select(schema => schema.Key).Order(StringComparer.Ordinal), References(document).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: { } name } ? [name.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();

    private async Task<JsonNode> DocumentAsync(string query = "", string? host = null, string? scheme = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + query);
        request.Headers.Host = host;
        if (scheme is not null) request.Headers.Add("X-Forwarded-Proto", scheme);
        using var response = await api.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}

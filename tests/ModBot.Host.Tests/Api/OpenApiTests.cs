using System.Net.Http.Json;
using System.Text.Json;

namespace ModBot.Host.Tests.Api;

public sealed class OpenApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Document_EveryOperation_SaysWhatItDoesWhatItAsksAndWhatItAnswers()
    {
        var document = await api.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, Name: $"{operation.Name} {path.Name}", Operation: operation.Value))).ToArray();

        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("api_key").GetProperty("scheme").GetString());
        Assert.InRange(operations.Length, 18, 100);
        foreach (var (path, name, operation) in operations)
        {
            Assert.True(operation.TryGetProperty("summary", out var summary) && summary.GetString() is { Length: > 0 }, name);
            Assert.True(operation.TryGetProperty("operationId", out _) && operation.TryGetProperty("tags", out _), name);
            Assert.Contains("Needs a key", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(operation.GetProperty("security").EnumerateArray());
            var responses = operation.GetProperty("responses").EnumerateObject().ToArray();
            Assert.True(new[] { "200", "401", "403", "429" }.All(status => responses.Any(response => response.Name == status)), name);
            // Each answer has a shape.
            Assert.All(responses, response => Assert.True(response.Value.TryGetProperty("content", out var content) && content.EnumerateObject().All(kind => kind.Value.TryGetProperty("schema", out _)), $"{name} {response.Name}"));
            // Each part of the address is a parameter.
            var inPath = operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path").Select(parameter => $"{{{parameter.GetProperty("name").GetString()}}}") : [];
            Assert.Equal(path.Split('/').Where(part => part.StartsWith('{')).Order(StringComparer.Ordinal), inPath.Order(StringComparer.Ordinal));
        }
    }
}

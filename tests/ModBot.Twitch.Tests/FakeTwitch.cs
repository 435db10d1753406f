using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests;

/// <summary>Twitch's HTTP side: answers what a healthy Twitch would, unless a test says otherwise, and remembers what it was asked.</summary>
internal sealed class FakeTwitch : HttpMessageHandler
{
    private readonly ConcurrentQueue<FakeRequest> requests = new();
    private readonly Channel<FakeRequest> subscriptions = Channel.CreateUnbounded<FakeRequest>();
    private int issued;

    public IReadOnlyList<FakeRequest> Requests => [.. requests];

    /// <summary>What a test wants answered; null leaves it to the defaults.</summary>
    public Func<FakeRequest, FakeReply?> Answer { get; set; } = _ => null;

    /// <summary>Asked before anything is answered; lets a test hold requests back.</summary>
    public Func<FakeRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public string[] Scopes { get; set; } = [.. TwitchScopes.All.Select(s => s.Name)];

    public int Count(string path) => requests.Count(r => r.Path == path);

    public async Task<FakeRequest> NextSubscriptionAsync() => await subscriptions.Reader.ReadAsync().AsTask().WaitAsync(TestBed.Guard);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var url = request.RequestUri!;
        var seen = new FakeRequest(
            request.Method.Method, url.AbsolutePath.Trim('/'), url.Query, body, request.Headers.Authorization?.Parameter,
            request.Headers.TryGetValues("Client-Id", out var ids) ? ids.First() : null);
        requests.Enqueue(seen);
        await Before(seen).WaitAsync(cancellationToken);
        var reply = Answer(seen) ?? Default(seen);
        if (seen.Path == "eventsub/subscriptions") await subscriptions.Writer.WriteAsync(seen, cancellationToken);
        if (reply.Failure is { } failure) throw failure;
        var response = new HttpResponseMessage(reply.Status) { Content = new StringContent(reply.Body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in reply.Headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private FakeReply Default(FakeRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "validate") => new FakeReply(HttpStatusCode.OK, JsonSerializer.Serialize(new
        {
            client_id = "client-id",
            login = "tidewardenbot",
            user_id = "810000002",
            scopes = Scopes,
            expires_in = 14000,
        })),
        ("POST", "token") => new FakeReply(HttpStatusCode.OK, $$"""{"access_token":"access-{{Interlocked.Increment(ref issued)}}","refresh_token":"refresh-{{issued}}","expires_in":14000,"scope":[],"token_type":"bearer"}"""),
        ("GET", "users") => new FakeReply(HttpStatusCode.OK, $$"""{"data":[{{string.Join(",", Known(request.Query))}}]}"""),
        ("POST", "eventsub/subscriptions") => new FakeReply(HttpStatusCode.Accepted, $$"""{"data":[{"id":"sub-{{requests.Count}}","status":"enabled"}],"total":1}"""),
        ("GET", "eventsub/subscriptions") => new FakeReply(HttpStatusCode.OK, """{"data":[],"total":0,"pagination":{}}"""),
        ("GET", "eventsub/conduits") => new FakeReply(HttpStatusCode.OK, """{"data":[]}"""),
        ("POST" or "PATCH", "eventsub/conduits") => new FakeReply(HttpStatusCode.OK, $$"""{"data":[{"id":"conduit-1","shard_count":{{JsonDocument.Parse(request.Body).RootElement.GetProperty("shard_count")}}}]}"""),
        ("PATCH", "eventsub/conduits/shards") => new FakeReply(HttpStatusCode.Accepted, """{"data":[],"errors":[]}"""),
        ("POST", "chat/messages") => new FakeReply(HttpStatusCode.OK, """{"data":[{"message_id":"sent-1","is_sent":true,"drop_reason":null}]}"""),
        _ => new FakeReply(HttpStatusCode.NoContent),
    };

    private static IEnumerable<string> Known(string query)
    {
        if (query.Contains("pixelharbor", StringComparison.Ordinal) || query.Contains("810000001", StringComparison.Ordinal)) yield return """{"id":"810000001","login":"pixelharbor","display_name":"PixelHarbor"}""";
        if (query.Contains("coralbyte", StringComparison.Ordinal)) yield return """{"id":"810000005","login":"coralbyte","display_name":""}""";
    }
}

internal sealed record FakeRequest(string Method, string Path, string Query, string Body, string? Token, string? ClientId);

internal sealed record FakeReply(HttpStatusCode Status, string Body = "", params (string Name, string Value)[] Headers)
{
    public Exception? Failure { get; init; }

    public static FakeReply Error(HttpStatusCode status, string message = "") =>
        new(status, $$"""{"error":"x","status":{{(int)status}},"message":"{{message}}"}""");
}

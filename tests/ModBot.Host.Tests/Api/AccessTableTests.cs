using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Api.Keys;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>
/// Every endpoint that there is, tried by a stranger and by keys of every scope and role, on the own channel and on a foreign one. An endpoint without a row fails, so none is forgotten; a page
/// gets a row when it comes.
/// </summary>
public sealed partial class AccessTableTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Channel = "/v1/channels/{channel}";

    private static readonly string[] Everybody = ["observer", "trial", "moderator", "lead"];
    private static readonly string[] Leads = ["lead"];

    private static readonly Row[] Table =
    [
        Row.Open("GET", "/healthz", 200),
        Row.Open("GET", "/readyz", 503),
        Row.Open("GET", "/openapi/{documentName}.json", 200, path: "/openapi/v1.json"),
        Row.Open("GET", "/$discovery/rest", 200),
        Row.Open("GET", "/favicon.ico", 204),
        Row.Open("GET", "/assets/{name}", 404),
        Row.Open("GET", "/connect/", 200),
        Row.Open("GET", "/connect/start", 503),
        Row.Open("GET", "/connect/callback", 400),
        Row.Open("GET", "/desk/login/", 200),
        Row.Open("GET", "/desk/login/start", 503),
        // The desk knows people and no keys: who is not logged in gets the page that says so.
        Row.Open("GET", "/desk/", 401),
        Row.Open("GET", "/desk/{channel}", 401),
        Row.Open("GET", "/desk/cards", 401),
        Row.Open("GET", "/desk/events", 401),
        Row.Open("GET", "/desk/{channel}/holds/{code}", 401),
        Row.Open("GET", "/desk/{channel}/holds/{code}/details", 401),
        Row.Open("POST", "/desk/{channel}/holds/{code}", 401),
        Row.Open("GET", "/desk/view", 401),
        Row.Open("GET", "/desk/{channel}/review", 401),
        Row.Open("GET", "/desk/{channel}/review/export", 401),
        Row.Open("GET", "/desk/{channel}/review/levels", 401),
        Row.Open("POST", "/desk/{channel}/review/levels", 401),
        Row.Open("GET", "/desk/{channel}/settings", 401),
        Row.Open("POST", "/desk/{channel}/settings", 401),
        Row.Open("POST", "/desk/{channel}/settings/terms", 401),
        Row.Open("POST", "/desk/{channel}/settings/members", 401),
        Row.Open("POST", "/desk/{channel}/settings/undo", 401),
        Row.Open("POST", "/desk/{channel}/settings/try", 401),
        Row.Open("GET", "/desk/{channel}/settings/examples/{category}", 401),
        Row.Open("GET", "/dock/{channel}", 401),
        Row.Open("GET", "/dock/{channel}/state", 401),
        Row.Open("POST", "/dock/{channel}/shield", 401),
        // Only where the channel wants it to be public.
        Row.Open("GET", "/trust/{login}", 404),
        Row.Open("POST", "/desk/view", 401),
        Row.Open("GET", "/desk/logout", 401),
        Row.Open("POST", "/desk/logout", 401),
        Row.Open("POST", "/v1/classify", 200, """{"texts":["hello"]}""", ApiScope.Classify),
        Row.Open("POST", "/v1alpha1/comments:analyze", 200, """{"comment":{"text":"hello"},"requestedAttributes":{"TOXICITY":{}}}""", ApiScope.Classify),
        Row.Open("POST", "/v1alpha1/comments:suggestscore", 200, """{"comment":{"text":"hello"}}""", ApiScope.Classify),
        new("GET", "/v1/channels/", null, Everybody),
        new("GET", $"{Channel}/holds/", ApiScope.ReadHolds, Everybody),
        new("GET", $"{Channel}/holds/{{hold}}", ApiScope.ReadHolds, Everybody),
        // Somebody on trial proposes: 202.
        new("POST", $"{Channel}/holds/{{hold}}/approve", ApiScope.ActOnHolds, ["trial", "moderator", "lead"]),
        new("POST", $"{Channel}/holds/{{hold}}/deny", ApiScope.ActOnHolds, ["trial", "moderator", "lead"]),
        new("POST", $"{Channel}/holds/{{hold}}/claim", ApiScope.ActOnHolds, ["trial", "moderator", "lead"]),
        new("POST", $"{Channel}/holds/{{hold}}/take", ApiScope.ActOnHolds, ["trial", "moderator", "lead"]),
        // Nobody has claimed it, and nobody decided it: the role may, and it makes no sense.
        new("POST", $"{Channel}/holds/{{hold}}/release", ApiScope.ActOnHolds, ["trial", "moderator", "lead"], Success: 409),
        new("POST", $"{Channel}/holds/{{hold}}/undo", ApiScope.ActOnHolds, ["moderator", "lead"], Success: 409),
        new("POST", $"{Channel}/holds/{{hold}}/note", ApiScope.ActOnHolds, ["trial", "moderator", "lead"], """{"text":"look at this"}"""),
        new("POST", $"{Channel}/chatters/{{chatter}}/holds/approve", ApiScope.ActOnHolds, ["trial", "moderator", "lead"]),
        new("POST", $"{Channel}/chatters/{{chatter}}/holds/deny", ApiScope.ActOnHolds, ["trial", "moderator", "lead"]),
        new("GET", $"{Channel}/events", ApiScope.ReadHolds, Everybody),
        new("GET", $"{Channel}/stats", ApiScope.ReadStats, Everybody),
        new("GET", $"{Channel}/streams", ApiScope.ReadStats, Everybody),
        new("GET", $"{Channel}/review", ApiScope.ReadStats, Everybody),
        new("POST", $"{Channel}/simulate", ApiScope.ReadStats, Everybody, """{"levels":{"bullying":2},"days":7}"""),
        new("GET", $"{Channel}/audit", ApiScope.Export, Leads),
        new("GET", $"{Channel}/settings/", ApiScope.ReadSettings, Everybody),
        new("PATCH", $"{Channel}/settings/", ApiScope.WriteSettings, Leads, """{"levels":{"bullying":2},"terms":{"blocked":{"add":["zzrude"]}},"members":{"5":"observer"},"values":{"Trust.Public":"on","SenderNotice.Held":null}}"""),
        new("GET", $"{Channel}/settings/changes", ApiScope.ReadSettings, Everybody),
        new("POST", $"{Channel}/settings/undo", ApiScope.WriteSettings, Leads, """{"setting":"Raids.Enabled","at":"CHANGE"}"""),
        new("POST", $"{Channel}/settings/try", ApiScope.ReadSettings, Everybody, """{"text":"hello"}"""),
        new("GET", $"{Channel}/shield/", ApiScope.ReadStats, Everybody),
        new("POST", $"{Channel}/shield/", ApiScope.ActOnShield, ["moderator", "lead"], """{"state":"up","minutes":10}"""),
    ];

    public static TheoryData<string> Rows => [.. Table.Select(row => row.Name)];

    [Fact]
    public void Table_HasARowForEveryEndpoint()
    {
        Assert.Equal(Table.Select(row => row.Name).Order(StringComparer.Ordinal), EndpointsOf(api.App.Services).Order(StringComparer.Ordinal));
    }

    /// <summary>Every endpoint of a host, as <c>GET /path/{parameter}</c>.</summary>
    internal static IEnumerable<string> EndpointsOf(IServiceProvider host) => host.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {Pattern(endpoint)}")).Distinct();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Endpoint_Stranger_GetsOnlyWhatIsOpen(string name)
    {
        var row = Find(name);

        Assert.Equal(row.OpenStatus ?? 401, await StatusAsync(row, secret: null));
        // A secret that nobody made does not count, and is not taken for none.
        Assert.Equal(row switch { { Scope: null, OpenStatus: { } open } => open, { OpenStatus: { } open } when row.Pattern.StartsWith("/v1alpha1", StringComparison.Ordinal) => open, _ => 401 }, await StatusAsync(row, "modbot_nonsense"));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Endpoint_ExpiredOrRevokedKey_IsAStranger(string name)
    {
        var row = Find(name);
        if (row.OpenStatus is not null) return;
        var expired = await api.KeyAsync(Fresh("expired"), expiresAt: DateTimeOffset.UtcNow);
        var revokedName = Fresh("revoked");
        var revoked = await api.KeyAsync(revokedName);
        Assert.NotEqual(401, await StatusAsync(row, revoked));

        Assert.True(await api.App.Services.GetRequiredService<ApiKeys>().RevokeAsync(revokedName, default));

        Assert.Equal(401, await StatusAsync(row, expired));
        Assert.Equal(401, await StatusAsync(row, revoked));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Endpoint_KeyOfEachScope_OnlyItsOwnLetsItIn(string name)
    {
        var row = Find(name);
        foreach (var scope in row.IsPage ? ApiScope.All[..1] : ApiScope.All)
        {
            var expected = row.OpenStatus ?? (row.Scope is null || row.Scope == scope ? row.Success : 403);

            Assert.Equal((scope, expected), (scope, await StatusAsync(row, await api.KeyAsync(Fresh("scope"), "lead", [scope]))));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Endpoint_KeyOfEachRole_MayWhatTheRoleMay(string name)
    {
        var row = Find(name);
        // "shy" may nothing, and "nobody" is no role of the channel.
        foreach (var role in row.IsPage ? Leads : [.. Everybody, "shy", "nobody"])
        {
            var mayAll = row.OpenStatus is not null || row.Roles!.Contains(role) || !row.IsOfChannel;
            var expected = !mayAll ? 403 : role == "trial" && (row.Name.EndsWith("/approve", StringComparison.Ordinal) || row.Name.EndsWith("/deny", StringComparison.Ordinal)) ? 202 : row.OpenStatus ?? row.Success;

            Assert.Equal((role, expected), (role, await StatusAsync(row, await api.KeyAsync(Fresh("role"), role))));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Endpoint_KeyOfAnotherChannel_FindsNothingHere(string name)
    {
        var row = Find(name);
        if (!row.IsOfChannel) return;
        var foreign = await api.KeyAsync(Fresh("foreign"), "lead", channel: ApiFixture.Foreign);
        var own = await api.KeyAsync(Fresh("own"), "lead");

        // The same answer, whether the channel exists or not.
        Assert.Equal(404, await StatusAsync(row, foreign));
        Assert.Equal(404, await StatusAsync(row, own, channel: "999"));
        Assert.Equal(404, await StatusAsync(row, own, channel: ApiFixture.Foreign.Value));
        Assert.Equal(row.Success, await StatusAsync(row, own, channel: ApiFixture.Login));
    }

    [Fact]
    public async Task Act_OnAHoldOfAnotherChannel_FindsNone()
    {
        var hold = await api.HoldAsync();
        var foreign = await api.KeyAsync(Fresh("foreign"), "lead", channel: ApiFixture.Foreign);

        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync(HttpMethod.Post, $"/v1/channels/{ApiFixture.Foreign}/holds/{hold.Id}/deny", foreign, "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync(HttpMethod.Get, $"/v1/channels/{ApiFixture.Foreign}/holds/{hold.Id}", foreign)).StatusCode);
    }

    private async Task<int> StatusAsync(Row row, string? secret, string? channel = null)
    {
        var path = (row.Path ?? row.Pattern).Replace("{channel}", channel ?? Some.Broadcaster.Value, StringComparison.Ordinal);
        if (path.Contains("{hold}", StringComparison.Ordinal)) path = path.Replace("{hold}", (await api.HoldAsync()).Id.Value, StringComparison.Ordinal);
        if (path.Contains("{chatter}", StringComparison.Ordinal)) path = path.Replace("{chatter}", (await api.HoldAsync(from: Some.Chatter("mildheron", id: "810000099"))).Message.Chatter.Login, StringComparison.Ordinal);
        var body = row.Body;
        if (body?.Contains("CHANGE", StringComparison.Ordinal) == true) body = body.Replace("CHANGE", (await api.ChangeRaidsAsync()).ToString("O"), StringComparison.Ordinal);
        var response = await api.SendAsync(new HttpMethod(row.Method), path.Length > 1 ? path.TrimEnd('/') : path, secret, body ?? (row.Method == "GET" ? null : "{}"));
        if (!response.IsSuccessStatusCode && row.Pattern.StartsWith("/v1/", StringComparison.Ordinal)) Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (int)response.StatusCode;
    }

    private static Row Find(string name) => Table.Single(row => row.Name == name);

    private static string Fresh(string name) => $"{name}-{Guid.NewGuid():N}"[..30];

    private static string Pattern(RouteEndpoint endpoint) => "/" + Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "{$1}");

    [GeneratedRegex(@"\{(\w+)[:=?][^}]*\}")]
    private static partial Regex Constraint();

    /// <param name="Scope">What a key must be for; null where any key will do, or none is asked for.</param>
    /// <param name="Roles">The built-in roles that may, beside the broadcaster.</param>
    /// <param name="Success">What somebody gets who may.</param>
    /// <param name="OpenStatus">What everybody gets; null where a key is needed.</param>
    private sealed record Row(string Method, string Pattern, string? Scope, string[]? Roles, string? Body = null, int Success = 200, int? OpenStatus = null, string? Path = null)
    {
        /// <summary>For people in browsers: it looks at no key, and is limited by address.</summary>
        public bool IsPage => OpenStatus is not null && Scope is null;

        public bool IsOfChannel => Pattern.StartsWith(Channel, StringComparison.Ordinal);

        public string Name => $"{Method} {Pattern}";

        public static Row Open(string method, string pattern, int status, string? body = null, string? scope = null, string? path = null) => new(method, pattern, scope, null, body, OpenStatus: status, Path: path);
    }
}

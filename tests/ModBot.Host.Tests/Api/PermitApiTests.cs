using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>Approving a hold together with the blocked term that it is held for.</summary>
public sealed class PermitApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Body = """{"permit_term":true,"expected_version":1,"reason":"a name here"}""";

    private static readonly string Holds = $"/v1/channels/{Some.Broadcaster}/holds";

    [Fact]
    public async Task Approve_WithItsTerm_PermitsIt()
    {
        var hold = await HeldForAsync("zzname");

        var approved = await ApproveAsync(hold, await KeyAsync(), HttpStatusCode.OK);

        Assert.Equal("approved", approved.GetProperty("state").GetString());
        Assert.Equal("a name here", approved.GetProperty("resolution").GetProperty("reason").GetString());
        Assert.True((await FindAsync(hold)).Resolution!.Ruling.PermitsTerm);
        Assert.Contains("zzname", Permitted());
    }

    [Fact]
    public async Task Approve_HeldForAnotherReason_IsRefusedAndNothingHappens()
    {
        var hold = await api.HoldAsync();

        var refused = await ApproveAsync(hold, await KeyAsync(), HttpStatusCode.Conflict);

        Assert.Equal("urn:modbot:problem:refused", refused.GetProperty("type").GetString());
        Assert.Contains("held for bullying and not for a blocked term", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Approve_PlaceOfTheTermUnknown_IsRefusedAndNothingHappens()
    {
        var hold = await HeldForAsync("zzsplit", span: null);

        var refused = await ApproveAsync(hold, await KeyAsync(), HttpStatusCode.Conflict);

        Assert.Contains("cannot be permitted as it stands there", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Approve_RoleThatMayNotChangeTerms_IsForbiddenAndNothingHappens()
    {
        var hold = await HeldForAsync("zzmods");

        var refused = await ApproveAsync(hold, await KeyAsync("moderator"), HttpStatusCode.Forbidden);

        Assert.Contains("needs the permission Terms", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await FindAsync(hold)).IsOpen);
        Assert.DoesNotContain("zzmods", Permitted());
    }

    [Fact]
    public async Task Approve_KeyThatIsNotForSettings_IsForbiddenAndNothingHappens()
    {
        var hold = await HeldForAsync("zzkey");

        var refused = await ApproveAsync(hold, await KeyAsync(scopes: [ApiScope.ReadHolds, ApiScope.ActOnHolds]), HttpStatusCode.Forbidden);

        Assert.Contains(ApiScope.WriteSettings, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await FindAsync(hold)).IsOpen);
        Assert.DoesNotContain("zzkey", Permitted());
    }

    [Fact]
    public async Task Approve_AlreadyDecided_PermitsNothing()
    {
        var hold = await HeldForAsync("zzlate");
        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/deny", await KeyAsync()), HttpStatusCode.OK);

        Assert.Equal("urn:modbot:problem:already-resolved", (await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/approve", await KeyAsync(), """{"permit_term":true}"""), HttpStatusCode.Conflict)).GetProperty("type").GetString());
        Assert.DoesNotContain("zzlate", Permitted());
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("claim")]
    [InlineData("note")]
    public async Task Act_OtherThanApproving_TakesNoTerm(string verb)
    {
        var hold = await HeldForAsync("zzother");

        await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Id}/{verb}", await KeyAsync(), """{"permit_term":true,"text":"hm"}"""), HttpStatusCode.BadRequest);

        Assert.Equal(1, (await FindAsync(hold)).Version);
    }

    private Task<Hold> HeldForAsync(string term) => HeldForAsync(term, new TextSpan(3, term.Length));

    private Task<Hold> HeldForAsync(string term, TextSpan? span) => api.HoldAsync($"so {term} today", change: hold => hold with
    {
        Decision = hold.Decision with { Reasons = [new Reason { Source = BlockedTermRule.RuleName, Verdict = Verdict.Hold, Text = "a blocked term", Span = span }] },
    });

    private IEnumerable<string> Permitted() => api.App.Services.GetRequiredService<ChannelTerms>().Read(Some.Broadcaster).Permitted.All;

    private async Task<Hold> FindAsync(Hold hold) => (await api.App.Services.GetRequiredService<IHoldStore>().FindAsync(hold.Broadcaster, hold.Id, default))!;

    private Task<string> KeyAsync(string role = "lead", IEnumerable<string>? scopes = null) => api.KeyAsync(string.Create(CultureInfo.InvariantCulture, $"key-{Guid.NewGuid():N}")[..30], role, scopes);

    private async Task<JsonElement> ApproveAsync(Hold hold, string secret, HttpStatusCode expected) => await ReadAsync(await api.SendAsync(HttpMethod.Post, $"{Holds}/{hold.Code}/approve", secret, Body), expected);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}

using System.Net;
using System.Text.Json.Nodes;
using ModBot.Testing;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Auth;

/// <summary>The login service's answers as a broken Twitch might give them: each ends in a login that works or in an exception that says why not.</summary>
public sealed class AuthMutationTests
{
    public static TheoryData<string> Fixtures => [.. Mutations.Fixtures("Auth")];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Login_AnswerMutated_WorksOrSaysWhyNotAndQuotesNoToken(string fixture)
    {
        var json = Mutations.Read(fixture);
        var status = (HttpStatusCode)(JsonNode.Parse(json)!["status"]?.GetValue<int>() ?? 200);
        var (path, ask) = Asked(fixture);
        foreach (var body in (string[])[.. Mutations.OneField(json), .. Mutations.Several(json, 50), json[..^2], "", "null", "[]", "<html>"])
        {
            await using var bed = new TestBed();
            bed.Http.Answer = r => r.Path == path ? new FakeReply(status, body) : null;
            try
            {
                await bed.PassDelaysAsync(ask(bed));
            }
            catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
            {
                Assert.DoesNotContain("fixture", $"{e.Message} {e.InnerException?.Message}", StringComparison.Ordinal);
            }
            Assert.DoesNotContain(bed.Log.Entries, entry => entry.Message.Contains("fixtureaccess", StringComparison.Ordinal) || entry.Message.Contains("fixturerefresh", StringComparison.Ordinal));
        }
    }

    /// <summary>Whom to ask so that Twitch gives this answer.</summary>
    private static (string Path, Func<TestBed, Task<bool>> Ask) Asked(string fixture) => fixture["Auth/".Length..] switch
    {
        "device.start" => ("device", async bed => await StartAsync(bed) is not null),
        "device.pending" or "device.token" => ("token", async bed => await bed.Get<DeviceLogin>().WaitAsync(await StartAsync(bed), null, CancellationToken.None) is not null),
        "token.client_credentials" => ("token", async bed => await bed.Get<AppTokenSource>().GetAsync(CancellationToken.None) is not null),
        "token.authorization_code" => ("token", async bed => await bed.Get<AuthClient>().ExchangeCodeAsync("id", "secret", "code", "verifier", "https://bot.test/connect", CancellationToken.None) is not null),
        "token.refresh" or "refresh.invalid" => ("token", RefreshAsync),
        _ => ("validate", async bed => await bed.Tokens.IdentityAsync(CancellationToken.None) is not null),
    };

    private static async Task<bool> RefreshAsync(TestBed bed)
    {
        bed.Clock.Advance(TimeSpan.FromHours(1));
        return await bed.Tokens.RefreshAsync("access-0", CancellationToken.None) is not null;
    }

    private static Task<DeviceCode> StartAsync(TestBed bed)
    {
        var answer = bed.Http.Answer;
        bed.Http.Answer = r => answer(r) ?? (r.Path == "device"
            ? new FakeReply(HttpStatusCode.OK, """{"device_code":"device-secret","expires_in":20,"interval":5,"user_code":"ABCD1234","verification_uri":"https://twitch.test/activate"}""")
            : null);
        return bed.Get<DeviceLogin>().StartAsync(TwitchScopes.All, CancellationToken.None);
    }
}

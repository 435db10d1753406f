using System.Globalization;
using System.Net;
using ModBot.Holds;
using ModBot.Host.Tests.Api;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>
/// Every page and every act that people have in a browser, tried by a stranger and by one person of each role: in their own channel, in one of the same bot where they have no role, and in one
/// that the bot is not in. An endpoint without a row fails. No act that is refused changes anything.
/// </summary>
public sealed class DeskAccessTableTests(DeskPeople people) : IClassFixture<DeskPeople>
{
    private const string Nowhere = "nosuchchannel";
    private const string HoldPath = "/desk/{channel}/holds/{code}";
    private const string SettingsPath = "/desk/{channel}/settings";

    private const string Secret = "zzsecret";

    private static readonly string[] Prefixes = ["/desk", "/dock", "/trust", "/connect"];

    // What each gets, in the order of DeskPeople.All: stranger, viewer, observer, trial, moderator, lead, broadcaster. A person may do 60 acts at once, so there is no room for many more.
    private static readonly Row[] Table =
    [
        Row.Page("/connect/", [200, 200, 200, 200, 200, 200, 200]),
        Row.Page("/connect/start", [302, 302, 302, 302, 302, 302, 302]),
        Row.Page("/connect/callback", [400, 400, 400, 400, 400, 400, 400]),
        Row.Page("/desk/login/", [200, 200, 200, 200, 200, 200, 200]),
        Row.Page("/desk/login/start", [302, 302, 302, 302, 302, 302, 302]),
        Row.Page("/desk/", [302, 403, 200, 200, 200, 200, 200]),
        Row.Page("/desk/cards", [302, 403, 200, 200, 200, 200, 200], "?have={channel}.{code}.0,{foreign}.0"),
        Row.Page("/desk/events", [302, 403, 200, 200, 200, 200, 200]),
        Row.Page("/desk/view", [302, 403, 200, 200, 200, 200, 200]),
        // Who only opens the address is logged out of nothing.
        Row.Page("/desk/logout", [302, 403, 302, 302, 302, 302, 302]),
        Row.Page("/desk/{channel}", [302, 403, 200, 200, 200, 200, 200]),
        Row.Page(HoldPath, [302, 403, 200, 200, 200, 200, 200]),
        Row.Page($"{HoldPath}/details", [302, 403, 200, 200, 200, 200, 200]),
        Row.Page("/desk/{channel}/review", [302, 403, 200, 200, 200, 200, 200], "?span=24h"),
        Row.Page("/desk/{channel}/review/export", [302, 403, 403, 403, 403, 200, 200], "?span=24h&format=jsonl&texts=on"),
        Row.Page("/desk/{channel}/review/levels", [302, 403, 200, 200, 200, 200, 200]),
        Row.Page(SettingsPath, [302, 403, 200, 200, 200, 200, 200]),
        Row.Page($"{SettingsPath}/examples/{{category}}", [302, 403, 200, 200, 200, 200, 200], "?level=2"),
        Row.Page("/dock/{channel}", [302, 403, 200, 200, 200, 200, 200]),
        Row.Page("/dock/{channel}/state", [302, 403, 200, 200, 200, 200, 200]),
        // The first channel wants it to be public, and the other does not.
        Row.Page("/trust/{login}", [200, 200, 200, 200, 200, 200, 200]),

        Row.Act(HoldPath, [401, 403, 403, 200, 200, 200, 200], Change.Hold, [("act", "deny")]),
        Row.Act(HoldPath, [401, 403, 403, 200, 200, 200, 200], Change.Hold, [("act", "claim")]),
        Row.Act(HoldPath, [401, 403, 403, 200, 200, 200, 200], Change.Hold, [("act", "note"), ("note", "look at this")]),
        // It is held for no term, and nobody decided it: the role may, and it makes no sense.
        Row.Act(HoldPath, [401, 403, 403, 403, 403, 422, 422], Change.None, [("act", "permit")]),
        Row.Act(HoldPath, [401, 403, 403, 403, 422, 422, 422], Change.None, [("act", "undo")]),
        Row.Act("/desk/{channel}/review/levels", [401, 403, 403, 403, 403, 302, 302], Change.Settings, [("level.swearing", "3"), ("was.swearing", "0")]),
        Row.Act(SettingsPath, [401, 403, 403, 403, 403, 200, 200], Change.Settings, [("setting", "Level"), ("value", "4"), ("before", "0")]),
        Row.Act($"{SettingsPath}/terms", [401, 403, 403, 403, 403, 200, 200], Change.Settings, [("kind", "blocked"), ("act", "add"), ("term", "melon")]),
        Row.Act($"{SettingsPath}/members", [401, 403, 403, 403, 403, 200, 200], Change.Settings, [("whom", DefaultWorld.Subscriber), ("role", "trial"), ("act", "set")]),
        Row.Act($"{SettingsPath}/undo", [401, 403, 403, 403, 403, 200, 200], Change.Settings, [("setting", "Levels.bullying"), ("at", "{at}")]),
        Row.Act($"{SettingsPath}/try", [401, 403, 200, 200, 200, 200, 200], Change.None, [("text", "hello")]),
        Row.Act("/dock/{channel}/shield", [401, 403, 403, 403, 200, 200, 200], Change.Shield, [("word", "up")]),
        Row.Act("/desk/view", [401, 403, 302, 302, 302, 302, 302], Change.None, [("theme", "dark")]),
        Row.Act("/desk/logout", [401, 302, 302, 302, 302, 302, 302], Change.Session, []),
    ];

    private enum Change
    {
        None,
        Hold,
        Settings,
        Shield,
        Session,
    }

    public static TheoryData<string> Rows => [.. Table.Select(row => row.Title)];

    /// <summary>One act of each endpoint that has some.</summary>
    public static TheoryData<string> Acts => [.. Table.Where(row => row.Fields is not null).DistinctBy(row => row.Pattern).Select(row => row.Title)];

    /// <summary>One row of each endpoint in a channel.</summary>
    public static TheoryData<string> RowsOfChannels => [.. Table.Where(row => row.IsOfChannel).DistinctBy(row => row.Endpoint).Select(row => row.Title)];

    [Fact]
    public void Table_HasARowForEveryPageAndAct()
    {
        var endpoints = AccessTableTests.EndpointsOf(people.Desk.Bot.Services).Where(endpoint => Prefixes.Any(prefix => endpoint.Split(' ')[1].StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Equal(endpoints.Order(StringComparer.Ordinal), Table.Select(row => row.Endpoint).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task OwnChannel_EachPerson_GetsWhatTheRowSays(string title)
    {
        var row = Find(title);
        foreach (var (person, expected) in DeskPeople.All.Zip(row.Own))
        {
            // Who leaves does so from another browser: theirs is still needed.
            using var another = row.Changes == Change.Session && expected < 400 ? await people.AnotherBrowserOfAsync(person) : null;
            var (browser, token) = another is null ? (people.BrowserOf(person), people.TokenOf(person)) : (another, await another.ReadTokenAsync(person == "viewer" ? HttpStatusCode.Forbidden : HttpStatusCode.OK));
            var (hold, foreign) = (await HoldAsync(DefaultWorld.Channel), await HoldAsync(DeskBed.OtherChannel));
            var at = row.Fields?.Any(field => field.Value == "{at}") == true ? await people.SetBullyingAsync("2") : default;
            var before = await people.ReadStateAsync();

            var (status, body) = await TryAsync(row, browser, DefaultWorld.Channel, hold, foreign, token, at);

            Assert.Equal((person, expected), (person, status));
            if (person is DeskPeople.Stranger or "viewer") Assert.DoesNotContain(Secret + "own", body, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret + "foreign", body, StringComparison.Ordinal);
            var done = status < 400 ? row.Changes : Change.None;
            Assert.Equal((person, done == Change.Hold), (person, (await people.Desk.ReadAsync(hold)).Version > 1));
            var after = await people.ReadStateAsync();
            Assert.Equal((person, done == Change.Settings), (person, after.Settings != before.Settings));
            Assert.Equal((person, done == Change.Shield), (person, after.Shields.Own));
            Assert.False(after.Shields.Other);
            if (done == Change.Session) await browser.ReadAsync("/desk/view", HttpStatusCode.Redirect);
            await people.SettleAsync();
        }
    }

    [Theory]
    [MemberData(nameof(RowsOfChannels))]
    public async Task ForeignChannel_EachPerson_CannotTellItFromOneThatDoesNotExist(string title)
    {
        var row = Find(title);
        var hold = await HoldAsync(DeskBed.OtherChannel);
        var before = await people.ReadStateAsync();
        foreach (var (person, own) in DeskPeople.All.Zip(row.Own))
        {
            var expected = person switch { _ when row.IsOpen => 404, DeskPeople.Stranger => own, "viewer" => 403, _ => 404 };

            var foreign = await TryAsync(row, people.BrowserOf(person), DeskBed.OtherChannel, hold, hold, people.TokenOf(person));
            var absent = await TryAsync(row, people.BrowserOf(person), Nowhere, hold, hold, people.TokenOf(person));

            Assert.Equal((person, expected, expected), (person, foreign.Status, absent.Status));
            Assert.Equal(DeskBrowser.WithoutToken(absent.Body), DeskBrowser.WithoutToken(foreign.Body));
        }
        Assert.Equal((1L, before), ((await people.Desk.ReadAsync(hold)).Version, await people.ReadStateAsync()));
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_ThatNoPageOfTheirsSent_IsRefusedForEverybody(string title)
    {
        var row = Find(title);
        var hold = await HoldAsync(DefaultWorld.Channel);
        var at = await people.SetBullyingAsync("2");
        var before = await people.ReadStateAsync();
        foreach (var person in DeskPeople.All)
        {
            var (browser, token) = (people.BrowserOf(person), people.TokenOf(person));
            var refused = person == DeskPeople.Stranger ? 401 : 400;
            foreach (var (what, expected, forged, origin) in new[]
            {
                ("no token", refused, null, null),
                ("another session's token", refused, people.TokenOf(person == "lead" ? "moderator" : "lead"), null),
                ("a foreign site", 403, token, "https://evil.example"),
            })
            {
                var (status, _) = await TryAsync(row, browser, DefaultWorld.Channel, hold, hold, forged, at, origin);
                Assert.Equal((person, what, expected), (person, what, status));
            }
            // Logged in still.
            if (person is not (DeskPeople.Stranger or "viewer")) await browser.ReadAsync("/desk/view");
        }
        Assert.Equal((1L, before), ((await people.Desk.ReadAsync(hold)).Version, await people.ReadStateAsync()));
        await people.SettleAsync();
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("http://localhost", 401)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("http://localhost.evil.example", 403)]
    [InlineData("null", 403)]
    public async Task Act_FromAPage_OnlyOurNamesGetAsFarAsTheLogin(string? origin, int expected)
    {
        using var reply = await people.BrowserOf(DeskPeople.Stranger).SendAsync("/desk/logout", [], token: null, origin: origin);

        Assert.Equal(expected, (int)reply.StatusCode);
    }

    private Task<Hold> HoldAsync(string channel) =>
        channel == DefaultWorld.Channel ? people.Desk.HoldAsync(Secret + "own words") : people.Desk.HoldAsync(Secret + "foreign words", channel: people.Other);

    private static async Task<(int Status, string Body)> TryAsync(
        Row row, DeskBrowser browser, string channel, Hold hold, Hold foreign, string? token, DateTimeOffset at = default, string? origin = null)
    {
        var path = (row.Pattern.Length > 1 ? row.Pattern.TrimEnd('/') : row.Pattern) + row.Query;
        path = path.Replace("{channel}", channel, StringComparison.Ordinal).Replace("{login}", channel, StringComparison.Ordinal).Replace("{category}", "bullying", StringComparison.Ordinal)
            .Replace("{code}", hold.Code.Value, StringComparison.Ordinal).Replace("{foreign}", $"{DeskBed.OtherChannel}.{foreign.Code}", StringComparison.Ordinal);
        var fields = row.Fields?.Select(field => (field.Name, field.Value == "{at}" ? at.UtcTicks.ToString(CultureInfo.InvariantCulture) : field.Value));
        // Events never end.
        using var reply = fields is null
            ? await browser.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead)
            : await browser.SendAsync(path, fields, token, asScript: true, origin);
        return ((int)reply.StatusCode, reply.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await reply.Content.ReadAsStringAsync());
    }

    private static Row Find(string title) => Table.Single(row => row.Title == title);

    /// <param name="Own">What each person gets in the own channel.</param>
    /// <param name="Fields">What an act's form says; null for a page.</param>
    /// <param name="Changes">What an act changes when it is not refused.</param>
    /// <param name="Query">What a page is asked.</param>
    private sealed record Row(string Pattern, int[] Own, (string Name, string Value)[]? Fields, Change Changes, string Query = "")
    {
        public string Endpoint => $"{(Fields is null ? "GET" : "POST")} {Pattern}";

        public string Title => Pattern == HoldPath && Fields is not null ? $"{Endpoint} {Fields[0].Value}" : Endpoint;

        public bool IsOfChannel => Pattern.Contains("{channel}", StringComparison.Ordinal) || Pattern.Contains("{login}", StringComparison.Ordinal);

        /// <summary>For strangers, too.</summary>
        public bool IsOpen => Own[0] == 200;

        public static Row Page(string pattern, int[] own, string query = "") => new(pattern, own, null, Change.None, query);

        public static Row Act(string pattern, int[] own, Change changes, (string Name, string Value)[] fields) => new(pattern, own, fields, changes);
    }
}

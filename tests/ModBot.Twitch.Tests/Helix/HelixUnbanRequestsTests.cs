using System.Net;
using ModBot.Appeals;
using ModBot.Testing;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Helix;

public sealed class HelixUnbanRequestsTests
{
    [Fact]
    public async Task ListPending_SeveralPages_ReadsThemAll()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path != "moderation/unban_requests" ? null : r.Query.Contains("after=page-2", StringComparison.Ordinal)
            ? new FakeReply(HttpStatusCode.OK, """{"data":[{"id":"request-2","user_id":"8","text":null}],"pagination":{}}""")
            : new FakeReply(HttpStatusCode.OK, """{"data":[{"id":"request-1","user_id":"7","user_login":"gravelgoblin","user_name":"GravelGoblin","text":"let me in","status":"pending","created_at":"2026-09-03T18:50:00Z","resolved_at":""}],"pagination":{"cursor":"page-2"}}""");

        var pending = await bed.Get<IUnbanRequests>().ListPendingAsync(Some.Broadcaster, CancellationToken.None);

        Assert.Equal([("request-1", "gravelgoblin", "let me in"), ("request-2", "8", "")], pending!.Select(request => (request.Id.Value, request.Chatter.Login, request.Text)));
        Assert.Equal(new DateTimeOffset(2026, 9, 3, 18, 50, 0, TimeSpan.Zero), pending![0].CreatedAt);
        Assert.All(bed.Http.Requests.Where(r => r.Path == "moderation/unban_requests"), r => Assert.Contains("status=pending", r.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListPending_WithoutTheScope_AsksNothing()
    {
        await using var bed = new TestBed();
        bed.Http.Scopes = [.. bed.Http.Scopes.Except([TwitchScopes.ReadUnbanRequests, TwitchScopes.ManageUnbanRequests])];

        Assert.Null(await bed.Get<IUnbanRequests>().ListPendingAsync(Some.Broadcaster, CancellationToken.None));
        Assert.Equal(0, bed.Http.Count("moderation/unban_requests"));
    }

    [Fact]
    public async Task ListPending_WithoutALogin_ComplainsUnlessModBotOnlyWatches()
    {
        await using var waiting = new TestBed(new TwitchLogin("client-id"));
        await using var watching = new TestBed(new TwitchLogin("client-id"), options => options.ChatSource = TwitchChatSource.Irc);

        foreach (var bed in new[] { waiting, watching }) Assert.Null(await bed.Get<IUnbanRequests>().ListPendingAsync(Some.Broadcaster, CancellationToken.None));

        Assert.Contains(waiting.Log.Entries, entry => entry.Message.Contains("unban requests", StringComparison.Ordinal));
        Assert.DoesNotContain(watching.Log.Entries, entry => entry.Message.Contains("unban requests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListPending_TwitchAway_IsUnknownAndNoFailure()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "moderation/unban_requests" ? FakeReply.Error(HttpStatusCode.NotFound) : null;

        Assert.Null(await bed.Get<IUnbanRequests>().ListPendingAsync(Some.Broadcaster, CancellationToken.None));
    }
}

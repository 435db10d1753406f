using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>What a page hears while it is open.</summary>
[Collection(nameof(DeskCollection))]
public sealed class EventsTests(DeskBed bed)
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Events_DecisionByChatCommand_IsTold()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        await using var events = await FollowAsync(browser, "/desk/events?only=pixelharbor");
        var hold = await bed.HoldAsync();
        Assert.True((await events.NextAboutAsync(hold)).GetProperty("isOpen").GetBoolean());

        bed.Sandbox.Chat.Post(DefaultWorld.Channel, DefaultWorld.LeadModerator, $"!mod deny {hold.Code}");
        var told = await events.NextAboutAsync(hold);
        Assert.False(told.GetProperty("isOpen").GetBoolean());
        var cards = await browser.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/desk/cards?have=pixelharbor.{hold.Code}.1"));
        Assert.Contains("denied by stormledger", cards, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_FirstOne_SaysThatSomethingMayHaveBeenMissed()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        await using var events = await FollowAsync(browser, "/desk/events");
        var first = await events.NextAsync();
        Assert.False(first.GetProperty("isComplete").GetBoolean());
        Assert.True(first.GetProperty("open").GetInt64() >= 0);
    }

    [Fact]
    public async Task Events_OfAForeignChannel_AreNotTold()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        await using var events = await FollowAsync(browser, "/desk/events");
        await events.NextAsync();
        var foreign = await bed.HoldAsync(channel: new BroadcasterId(bed.Sandbox.Chat.FindUser(DeskBed.OtherChannel)!.Id));
        var own = await bed.HoldAsync();
        var told = await events.NextAboutAsync(own);
        Assert.Equal("pixelharbor", told.GetProperty("channel").GetString());
        Assert.DoesNotContain(foreign.Code.Value, events.Heard, StringComparison.Ordinal);
    }

    private static async Task<Listening> FollowAsync(DeskBrowser browser, string path)
    {
        var reply = await browser.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead).WaitAsync(Guard);
        reply.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", reply.Content.Headers.ContentType!.MediaType);
        return new Listening(reply, SseParser.Create(await reply.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed class Listening(HttpResponseMessage reply, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        /// <summary>Everything that was told.</summary>
        public string Heard { get; private set; } = "";

        public async Task<JsonElement> NextAsync()
        {
            do Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Guard));
            while (items.Current.EventType != "changed");
            Heard += items.Current.Data;
            return JsonDocument.Parse(items.Current.Data).RootElement;
        }

        public async Task<JsonElement> NextAboutAsync(Hold hold)
        {
            while (true)
            {
                var found = (await NextAsync()).GetProperty("changed").EnumerateArray().Where(one => one.GetProperty("code").GetString() == hold.Code.Value).ToArray();
                if (found is [var one]) return one;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await items.DisposeAsync();
            reply.Dispose();
        }
    }
}

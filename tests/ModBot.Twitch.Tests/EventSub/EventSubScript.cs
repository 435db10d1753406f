using System.Text.Json;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>The lines that most EventSub scripts begin with.</summary>
internal static class EventSubScript
{
    private static readonly string[] Subscriptions = [EventTypes.ChatMessage, EventTypes.AutomodHold, EventTypes.AutomodUpdate];

    /// <summary>Expects a connection, welcomes it and expects its subscriptions.</summary>
    public static async Task<ScriptedConnection> ConnectAsync(this TestBed bed, string session, int keepalive = 10)
    {
        var twitch = await bed.EventSub.ExpectConnectAsync();
        // Twitch's clock stands still at the fixtures' moment.
        twitch.Welcome(session, keepalive);
        await bed.ExpectSubscribeAsync(session);
        return twitch;
    }

    /// <summary>Expects every subscription of the channel, asked for in this session.</summary>
    public static async Task ExpectSubscribeAsync(this TestBed bed, string session)
    {
        foreach (var type in Subscriptions)
        {
            var request = JsonDocument.Parse((await bed.Http.NextSubscriptionAsync()).Body).RootElement;
            Assert.Equal(type, request.GetProperty("type").GetString());
            Assert.Equal(session, request.GetProperty("transport").GetProperty("session_id").GetString());
            var person = type == EventTypes.ChatMessage ? "user_id" : "moderator_user_id";
            Assert.Equal("810000002", request.GetProperty("condition").GetProperty(person).GetString());
        }
    }

    /// <summary>Waits for what nothing signals; only a failing test waits long.</summary>
    public static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(TestBed.Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

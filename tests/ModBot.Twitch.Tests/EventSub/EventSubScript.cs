using System.Text.Json;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>The lines that most EventSub scripts begin with.</summary>
internal static class EventSubScript
{
    private static readonly string[] Subscriptions = [.. SubscriptionKind.All.Select(kind => kind.Type).Order(StringComparer.Ordinal)];

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
        var types = new List<string>();
        foreach (var _ in Subscriptions) types.Add(TypeOf(await bed.Http.NextSubscriptionAsync(), session));
        Assert.Equal(Subscriptions, types.Order(StringComparer.Ordinal));
    }

    private static string TypeOf(FakeRequest request, string session)
    {
        var body = JsonDocument.Parse(request.Body).RootElement;
        var kind = SubscriptionKind.All.Single(kind => kind.Type == body.GetProperty("type").GetString());
        Assert.Equal(session, body.GetProperty("transport").GetProperty("session_id").GetString());
        var condition = body.GetProperty("condition");
        Assert.Equal("810000001", condition.GetProperty("broadcaster_user_id").GetString());
        if (kind.As == ConditionAs.User) Assert.Equal("810000002", condition.GetProperty("user_id").GetString());
        if (kind.As == ConditionAs.Moderator) Assert.Equal("810000002", condition.GetProperty("moderator_user_id").GetString());
        Assert.Equal(EventTypes.VersionOf(kind.Type), body.GetProperty("version").GetString());
        return kind.Type;
    }

    /// <summary>Moves the clock until it happens; only a failing test moves it for long.</summary>
    public static Task AdvanceUntilAsync(this TestBed bed, Func<bool> condition, TimeSpan? step = null) => WaitUntilAsync(() =>
    {
        if (condition()) return true;
        bed.Clock.Advance(step ?? TimeSpan.FromSeconds(1));
        return false;
    });

    /// <summary>Waits for what nothing signals; only a failing test waits long.</summary>
    public static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(TestBed.Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            // Time for those who were woken: a clock that runs ahead of them lets limits pass that they would keep.
            await Task.Delay(1);
        }
    }
}

using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Helix;

public sealed class HelixGateTests
{
    [Fact]
    public async Task Call_WithoutToken_Is401()
    {
        await using var scene = await Scene.StartAsync();
        using var nobody = new HelixPeer(scene.Sandbox, null);

        var answer = await nobody.GetAsync("users");

        Shape.Is("""{"error":"Unauthorized","status":401,"message":"OAuth token is missing"}""", answer.Body);
    }

    [Fact]
    public async Task Call_WithInventedToken_Is401()
    {
        await using var scene = await Scene.StartAsync();
        using var invented = new HelixPeer(scene.Sandbox, "invented");

        Assert.Equal((401, "Invalid OAuth token"), await StatusAsync(invented));
    }

    [Fact]
    public async Task Call_WithOtherClientId_Is401()
    {
        await using var scene = await Scene.StartAsync();
        using var mixed = new HelixPeer(scene.Sandbox, scene.Sandbox.IssueToken(Scene.Bot).AccessToken, "someoneelse");

        Assert.Equal((401, "Client ID and OAuth token do not match"), await StatusAsync(mixed));
    }

    [Fact]
    public async Task Call_AfterTokenLifetime_Is401()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        Assert.Equal(200, (await scene.Helix.GetAsync("users")).Status);

        clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(401, (await scene.Helix.GetAsync("users")).Status);
    }

    [Fact]
    public async Task Call_Good_CarriesRateLimitHeaders()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });

        var answer = await scene.Helix.GetAsync("users");

        Assert.Equal("800", answer.Headers.GetValues("Ratelimit-Limit").Single());
        Assert.Equal("799", answer.Headers.GetValues("Ratelimit-Remaining").Single());
        Assert.Equal($"{clock.GetUtcNow().ToUnixTimeSeconds() + 1}", answer.Headers.GetValues("Ratelimit-Reset").Single());
    }

    [Fact]
    public async Task Call_BucketEmpty_Is429UntilRefilled()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock, HelixPointsPerMinute = 2 });
        await scene.Helix.GetAsync("users");
        await scene.Helix.GetAsync("users");

        var refused = await scene.Helix.GetAsync("users");
        Assert.Equal(429, refused.Status);
        Assert.Equal("0", refused.Headers.GetValues("Ratelimit-Remaining").Single());
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(200, (await scene.Helix.GetAsync("users")).Status);
    }

    [Fact]
    public async Task Call_UnknownRoute_Is404InHelixShape()
    {
        await using var scene = await Scene.StartAsync();

        Shape.Is("""{"error":"Not Found","status":404,"message":"*"}""", (await scene.Helix.GetAsync("mystery")).Body);
    }

    [Fact]
    public async Task Call_BrokenJson_Is400InHelixShape()
    {
        await using var scene = await Scene.StartAsync();

        var answer = await scene.Helix.PostAsync("chat/messages", "not an object");

        Shape.Is("""{"error":"Bad Request","status":400,"message":"*"}""", answer.Body);
    }

    [Fact]
    public async Task Fail_Armed_HitsOnlyThatPathAndCountsDown()
    {
        await using var scene = await Scene.StartAsync();
        scene.Sandbox.Faults.FailHelix(1, 500, "/moderation");

        Assert.Equal(200, (await scene.Helix.GetAsync("users")).Status);
        var failed = await scene.Helix.GetAsync($"moderation/channels?user_id={Scene.Bot}");
        Assert.Equal((500, ""), (failed.Status, failed.Message));
        Assert.Equal(200, (await scene.Helix.GetAsync($"moderation/channels?user_id={Scene.Bot}")).Status);
    }

    [Fact]
    public async Task Slow_Armed_WaitsBeforeAnswering()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        scene.Sandbox.Faults.SlowHelix(TimeSpan.FromSeconds(3));

        var call = scene.Helix.GetAsync("users");
        await Eventually.TrueAsync(() => scene.Sandbox.Counters.HelixRequests == 1 && clock.TimerCount > 0);
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(200, (await call).Status);
    }

    private static async Task<(int, string?)> StatusAsync(HelixPeer peer)
    {
        var answer = await peer.GetAsync("users");
        return (answer.Status, answer.Message);
    }
}

using Microsoft.Playwright;
using ModBot.Sandbox.Chat;
using Xunit.Abstractions;

namespace ModBot.Browser.Tests;

/// <summary>A queue during a raid. In the second channel, whose queue no other test looks at.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class LoadTests(DeskFixture desk, ITestOutputHelper output)
{
    private const int Open = 1000;
    private const int ArrivalsPerSecond = 50;
    private const int Presses = 120;

    /// <summary>What a person takes for at once.</summary>
    private const double WantedMilliseconds = 100;

    [Fact]
    public async Task Keys_AThousandOpenAndFiftyASecond_AreAnsweredAtOnce()
    {
        for (var i = 0; i < Open; i++) await desk.Desk.HoldAsync($"waiting {i}", channel: desk.Bed.Other);
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync($"/desk/{ModBot.Host.Tests.Web.DeskBed.OtherChannel}");
        var open = await desk.Desk.Store.CountOpenAsync(desk.Bed.Other, CancellationToken.None);
        await Assertions.Expect(visitor.Page.Locator("#open-count")).ToHaveTextAsync($"{open}");
        // From when the browser took the key until the frame that shows what came of it.
        await visitor.Page.EvaluateAsync(
            """
            () => {
                window.delays = [];
                document.addEventListener('keydown', event => requestAnimationFrame(() => setTimeout(() => window.delays.push(performance.now() - event.timeStamp))), { capture: true });
            }
            """);

        using var end = new CancellationTokenSource();
        var arrivals = Task.Run(() => ArriveAsync(end.Token));
        for (var press = 0; press < Presses; press++)
        {
            await visitor.Page.Keyboard.PressAsync(press % 20 == 19 ? "c" : press / 30 % 2 == 0 ? "j" : "k");
            await visitor.Page.WaitForTimeoutAsync(50);
        }
        await Assertions.Expect(visitor.Page.Locator("#load-new")).ToContainTextAsync("new");
        await end.CancelAsync();
        var arrived = await arrivals;

        var delays = (await visitor.Page.EvaluateAsync<double[]>("() => window.delays")).Order().ToArray();
        var (middle, most) = (delays[delays.Length / 2], delays[delays.Length * 95 / 100]);
        output.WriteLine($"{delays.Length} key presses, {open} open, {arrived.Count} arrived at {arrived.Count / arrived.Seconds:0} a second: median {middle:0} ms, 95 % within {most:0} ms, longest {delays[^1]:0} ms.");
        Assert.Equal(Presses, delays.Length);
        Assert.True(arrived.Count >= ArrivalsPerSecond, $"Only {arrived.Count} came in.");
        // Not the slowest of them: those are whatever else the machine did for a moment.
        Assert.InRange(middle, 0, WantedMilliseconds);
    }

    private async Task<(int Count, double Seconds)> ArriveAsync(CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var count = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            // As many as are due by now, so that a slow moment is made up for.
            for (; count < time.GetElapsedTime(began).TotalSeconds * ArrivalsPerSecond; count++) await desk.Desk.HoldAsync($"arriving {count}", channel: desk.Bed.Other);
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
        }
        return (count, time.GetElapsedTime(began).TotalSeconds);
    }
}

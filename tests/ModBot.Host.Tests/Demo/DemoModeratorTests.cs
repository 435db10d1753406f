using ModBot.Host.Demo;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Demo;

public sealed class DemoModeratorTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Team_SomebodyHasTheQueueOpen_StandsBackUntilTheyLeave()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var end = new CancellationTokenSource();
        var (asked, leaveAfter) = (0, 3);
        var typed = sandbox.Chat.Events.FollowAsync(cancellationToken: end.Token);
        var moderator = DemoModerator.Team(sandbox.Chat, TimeProvider.System, () => ++asked <= leaveAfter).First();

        var work = moderator.RunAsync(end.Token);
        await foreach (var happened in typed.WithCancellation(new CancellationTokenSource(Guard).Token))
        {
            if (happened is not MessagePosted { Message.Body: "!mod next" }) continue;
            // Nothing was typed before the queue was free.
            Assert.Equal(leaveAfter + 1, asked);
            break;
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(Guard));
    }
}

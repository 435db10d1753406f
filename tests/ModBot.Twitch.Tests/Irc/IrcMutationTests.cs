using ModBot.Messages;

namespace ModBot.Twitch.Tests.Irc;

/// <summary>Lines as a broken Twitch might send them, each followed by one that is whole.</summary>
public sealed class IrcMutationTests
{
    private static readonly string[] Pieces = ["", " ", ":", "@", ";", "=", "#", "!", "\\", "\0", "\u0001", "🦦", "-1", "99999999999999999999", new('x', 5_000)];

    [Fact]
    public async Task Session_LinesMutated_KeepsItsConnectionAndReadsEverySibling()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();
        var siblings = 0;
        foreach (var line in IrcFixture.All.Where(line => !line.Contains(" RECONNECT", StringComparison.Ordinal) && !line.Contains("NOTICE", StringComparison.Ordinal)))
        {
            foreach (var mutated in Mutate(line, new Random(line.Length)))
            {
                twitch.Send(mutated);
                twitch.Chat($"sibling-{siblings++}");
            }
        }

        for (var i = 0; i < siblings;)
        {
            // Some mutants are messages still.
            if (await chat.NextAsync() is ChatEvent.Posted { Message.Id.Value: var id } && id == $"sibling-{i}") i++;
        }
        Assert.True(siblings > 1_000);
    }

    /// <summary>Cut at every mark, and a part of it replaced by something else, a hundred times.</summary>
    private static IEnumerable<string> Mutate(string line, Random random)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (":@;=# !".Contains(line[i])) yield return line[..i];
        }
        for (var times = 0; times < 100; times++)
        {
            var from = random.Next(line.Length);
            var length = Math.Min(random.Next(20), line.Length - from);
            yield return string.Concat(line.AsSpan(0, from), Pieces[random.Next(Pieces.Length)], line.AsSpan(from + length));
        }
    }
}

using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>The same through a whole session, whose own frames (welcome, reconnect, revocation) are mutated too.</summary>
public sealed class EventSubMutationTests
{
    public static TheoryData<string> Fixtures => [.. Mutations.Fixtures("EventSub").Where(fixture => fixture.Contains("/frame.", StringComparison.Ordinal)), "EventSub/event.conduit.shard.disabled.v1", "EventSub/event.channel.chat.message.v1.text"];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Session_FramesMutated_KeepsItsConnectionAndReadsEverySibling(string fixture)
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1", keepalive: 600);
        var siblings = 0;
        var json = Mutations.Read(fixture);
        foreach (var mutated in Mutations.OneField(json))
        {
            twitch.Send(Mutations.Number(mutated, json, siblings));
            twitch.Chat($"sibling-{siblings++}");
        }

        for (var i = 0; i < siblings;)
        {
            // Some mutants are messages still.
            if (await chat.NextAsync() is ChatEvent.Posted { Message.Id.Value: var id } && id == $"sibling-{i}") i++;
        }
        Assert.False(twitch.IsLeft);
    }
}

using ModBot.Context;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Core.Tests.Context;

public sealed class ChatContextTests
{
    private readonly ChatContext context = new();

    [Fact]
    public void Open_AfterSomeChat_GivesTheLinesJustBeforeInOrder()
    {
        Say("one", "two", "three", "four");

        var held = Say("held").Single();

        Assert.Equal(["two", "three", "four"], Texts(context.Open(held, [], lines: 3)!.Before));
    }

    [Fact]
    public void Open_WhileLaterMessagesHaveCome_TellsBeforeFromAfter()
    {
        Say("before");
        var held = Say("held").Single();
        Say("after 1", "after 2");

        var opened = context.Open(held, [], lines: 5)!;

        Assert.Equal(["before"], Texts(opened.Before));
        Assert.Equal(["after 1", "after 2"], Texts(context.Of(held.Id, opened)!.After));
    }

    [Fact]
    public void Of_AsChatGoesOn_FollowsUntilThereAreEnough()
    {
        var held = Say("held").Single();
        var opened = context.Open(held, [], lines: 2);
        Assert.Empty(context.Of(held.Id, opened)!.After);

        Say("1", "2", "3");

        Assert.Equal(["1", "2"], Texts(context.Of(held.Id, opened)!.After));
    }

    [Fact]
    public void Open_OfASplitMessage_LeavesOutWhatIsHeldWithIt()
    {
        var lines = Say("hello", "you are", "an", "idiot");

        var opened = context.Open(lines[3], [HeldLine.Of(lines[1]), HeldLine.Of(lines[2])], lines: 5)!;

        Assert.Equal(["hello"], Texts(opened.Before));
    }

    [Fact]
    public void See_ForeignAndOtherChannels_AreNoContext()
    {
        context.See(Some.Message("partner's chat") with { Source = new BroadcasterId("810000077") });
        context.See(Some.Message("elsewhere", broadcaster: new BroadcasterId("810000002")));
        var held = Say("held").Single();
        var opened = context.Open(held, [], lines: 5);
        context.See(Some.Message("partner's chat") with { Source = new BroadcasterId("810000077") });
        context.See(Some.Message("elsewhere", broadcaster: new BroadcasterId("810000002")));

        var now = context.Of(held.Id, opened)!;

        Assert.Empty(now.Before);
        Assert.Empty(now.After);
    }

    [Fact]
    public void See_HeldByTwitch_HasItsPlaceAndIsShownToNobody()
    {
        Say("before");
        var held = Some.Message("held by Twitch");
        context.See(held, isPosted: false);
        var next = Say("after").Single();

        var opened = context.Open(held, [], lines: 5);

        Assert.Equal(["before"], Texts(opened!.Before));
        Assert.Equal(["after"], Texts(context.Of(held.Id, opened)!.After));
        Assert.Equal(["before"], Texts(context.Open(next, [], lines: 5)!.Before));
    }

    [Fact]
    public void Open_ZeroLines_KeepsNothing()
    {
        var held = Say("before", "held")[1];

        Assert.Null(context.Open(held, [], lines: 0));
        Assert.Null(context.Of(held.Id, null));
    }

    [Fact]
    public void Open_MessageThatWasOvertakenByFarTooMany_HasNothingBeforeIt()
    {
        var held = Say("before", "held")[1];
        Say([.. Enumerable.Range(0, 100).Select(i => $"{i}")]);

        Assert.Empty(context.Open(held, [], lines: 5)!.Before);
    }

    [Fact]
    public void Of_WhatIsStored_StaysAsItIs()
    {
        var held = Say("held").Single();
        var opened = context.Open(held, [], lines: 3)!;
        Say("said by somebody who was forgotten", "second");
        var stored = context.Of(held.Id, opened)!;
        var erased = stored with { After = [stored.After[0] with { Text = "" }, stored.After[1]] };
        Say("third");

        Assert.Equal(["", "second", "third"], Texts(context.Of(held.Id, erased)!.After));
    }

    [Fact]
    public void Open_FarTooManyHolds_ForgetsWhatFollowedTheFirst()
    {
        var first = Say("first").Single();
        var opened = context.Open(first, [], lines: 1);
        Say("after");
        Assert.Single(context.Of(first.Id, opened)!.After);

        for (var i = 0; i < 10_000; i++) context.Open(Say("held").Single(), [], lines: 1);

        Assert.Empty(context.Of(first.Id, opened)!.After);
    }

    [Fact]
    public void See_OrdinaryMessage_AllocatesNothing()
    {
        var messages = Enumerable.Range(0, 1000).Select(i => Some.Message($"{i}")).ToArray();
        context.See(messages[0]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var message in messages) context.See(message);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ChatMessage[] Say(params string[] texts)
    {
        ChatMessage[] messages = [.. texts.Select(text => Some.Message(text))];
        foreach (var message in messages) context.See(message);
        return messages;
    }

    private static string[] Texts(IEnumerable<HeldLine> lines) => [.. lines.Select(line => line.Text)];
}

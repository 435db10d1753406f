using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Splits;
using ModBot.Testing;

namespace ModBot.Core.Tests.Splits;

public sealed class LineJoinerTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private readonly LineJoiner joiner = new();

    [Fact]
    public void Join_LettersOfOneChatter_AreSpelledTogether()
    {
        Assert.Empty(Say("Z"));
        Assert.Empty(Say("zr"));

        Assert.Equal(["zzru"], Say("u"));
    }

    [Fact]
    public void Join_LettersOfSeveralChatters_AreSpelledTogether()
    {
        Say("z", "1");
        Say("zr", "2");

        Assert.Equal(["zzru"], Say("u", "3"));
    }

    [Fact]
    public void Join_OtherLettersBefore_TriesEveryBeginning()
    {
        Say("w");
        Say("z");
        Say("r");

        Assert.Equal(["zru", "wzru"], Say("u"));
    }

    [Fact]
    public void Join_LettersOfOneChatterAmongChat_AreSpelledTogether()
    {
        Say("z", "1");
        Say("what a jump", "2");
        Say("r", "1");
        Say("nice one", "3");

        Assert.Equal(["zru"], Say("u", "1"));
    }

    [Fact]
    public void Join_ShortLinesOfOneChatter_AreReadInARow()
    {
        Say("you are");
        Say("so nice", "2");

        Assert.Equal(["you are such a"], Say("such a"));
    }

    [Fact]
    public void Join_ManyShortLines_ReadsTheLastFour()
    {
        foreach (var text in (string[])["one of", "two of", "three of", "four of"]) Say(text);

        Assert.Equal(["two of three of four of five of"], Say("five of"));
    }

    [Fact]
    public void Join_OutsideTheWindow_IsNotJoined()
    {
        Say("you are");

        Assert.Empty(Say("such a", second: 21));
    }

    [Fact]
    public void Join_TooLongALineBetween_IsNotJoined()
    {
        Say("you are");
        Say("a line that is far too long to be a part of one");

        Assert.Empty(Say("such a"));
    }

    [Fact]
    public void Join_OtherChannel_IsNotJoined()
    {
        joiner.Join(Some.Message("you are", broadcaster: new BroadcasterId("9")), TextNormalizer.Normalize("you are"), Window);

        Assert.Empty(Say("such a"));
    }

    [Theory]
    [InlineData("w w w w w")]
    [InlineData("gg GG gg gg")]
    [InlineData("o7 o7 o7 o7")]
    [InlineData("W ww W ww")]
    [InlineData("1 2 3 ! ? ...")]
    [InlineData("ㅋㅋ ㅎㅎ ㄷㄷ ㅋㅋ")]
    [InlineData("草 え 神 草")]
    public void Join_ApplauseOfSeveralChatters_IsNotJoined(string lines)
    {
        var chatter = 0;
        foreach (var line in lines.Split(' ')) Assert.Empty(Say(line, $"{chatter++}"));
    }

    [Fact]
    public void Join_SameLineAgain_IsNotJoined()
    {
        Say("nice jump");

        Assert.Empty(Say("nice jump"));
    }

    [Fact]
    public void Join_OrdinaryLinesOfManyChatters_AllocatesNothing()
    {
        string[] texts = ["what a jump", "nice", "gg", "w", "how did that even work, I do not know", "lol"];
        var messages = Enumerable.Range(0, 600).Select(i => (Message: Some.Message(texts[i % 6], Some.Chatter(id: $"{i % 200}")) with { SentAt = Some.Instant.AddSeconds(i) }, Text: TextNormalizer.Normalize(texts[i % 6]))).ToArray();
        foreach (var (message, text) in messages.Take(200)) joiner.Join(message, text, Window);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var (message, text) in messages.AsSpan(200)) Assert.True(joiner.Join(message, text, Window) is null);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void TryTake_LineThatIsHeldAlready_IsRefusedAndNotJoinedAgain()
    {
        var first = Some.Message("you are");
        joiner.Join(first, TextNormalizer.Normalize(first.Text), Window);
        var second = Some.Message("such a");
        var joined = Assert.Single(joiner.Join(second, TextNormalizer.Normalize(second.Text), Window)!);

        Assert.True(joiner.TryTake(second.Id, joined.Earlier));
        Assert.False(joiner.TryTake(second.Id, joined.Earlier));
        Assert.Empty(Say("zzrude"));
    }

    private string[] Say(string text, string id = "1", int second = 0)
    {
        var message = Some.Message(text, Some.Chatter(id: id)) with { SentAt = Some.Instant.AddSeconds(second) };
        return [.. (joiner.Join(message, TextNormalizer.Normalize(text), Window) ?? []).Select(lines => lines.Text.Folded)];
    }
}

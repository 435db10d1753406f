using ModBot.Twitch.Helix;

namespace ModBot.Twitch.Tests.Helix;

public sealed class ChatTextTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("/ban x", "ban x")]
    [InlineData(".timeout x", "timeout x")]
    [InlineData("!quit", "quit")]
    [InlineData(" \n./! /mod x", "mod x")]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("a\u0001ACTION b\u0000", "aACTION b")]
    [InlineData("\u202Eevil\u2066\u200F", "evil")]
    [InlineData("\u200B/ban x", "ban x")]
    [InlineData("👩\u200D🚀 hi", "👩\u200D🚀 hi")]
    [InlineData("...", "")]
    public void Safe_Text_CannotCommandNorDisguise(string text, string expected) => Assert.Equal(expected, ChatText.Safe(text));

    [Fact]
    public void Safe_LoneSurrogate_IsReplaced() => Assert.Equal("a\uFFFD", ChatText.Safe("a\ud83d"));

    [Fact]
    public void Safe_LongText_IsCutWithoutSplittingACharacter()
    {
        Assert.Equal(500, ChatText.Safe(new string('a', 501)).Length);
        Assert.Equal(500, ChatText.Safe(new string('a', 500)).Length);
        var cut = ChatText.Safe(new string('a', 498) + "😂😂😂");
        Assert.Equal(new string('a', 498) + "…", cut);
    }
}

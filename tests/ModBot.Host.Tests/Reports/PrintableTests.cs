using ModBot.Host.Reports;

namespace ModBot.Host.Tests.Reports;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain, \u00fcml\u00e4ut and \u65e5\u672c", "plain, \u00fcml\u00e4ut and \u65e5\u672c")]
    [InlineData("\ud83d\udc69\u200d\ud83d\ude80", "\ud83d\udc69\u200d\ud83d\ude80")] // an emoji of two
    [InlineData("a\u001b[2Jb", "a\\u{001B}[2Jb")] // clears the screen
    [InlineData("a\r\nb\u0007", "a\\u{000D}\\u{000A}b\\u{0007}")]
    [InlineData("\u009b31m", "\\u{009B}31m")] // the same in one character
    [InlineData("user\u202egpj.exe", "user\\u{202E}gpj.exe")] // turns text around
    [InlineData("id\u200biot", "id\\u{200B}iot")]
    [InlineData("\u2028", "\\u{2028}")]
    [InlineData("\U000e0041", "\\u{E0041}")] // tag letters
    public void Of_Text_ShowsWhatCannotBeSeen(string text, string expected) => Assert.Equal(expected, Printable.Of(text));

    [Fact]
    public void Of_LoneSurrogate_IsShown() => Assert.Equal("\\u{D800}x", Printable.Of("\ud800x"));

    [Fact]
    public void Marked_Parts_StandBetweenGuillemets()
    {
        (int, int)[] parts = [(8, 5), (0, 3), (9, 2), (30, 5), (4, 0)];

        Assert.Equal("\u00abyou\u00bb are \u00abidi\\u{200B}o\u00bbt", Printable.Marked("you are idi\u200bot", parts));
    }
}

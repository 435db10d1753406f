using ModBot.Host.Web.Queue;

namespace ModBot.Host.Tests.Web;

public sealed class TextRunTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a\u200Bb", "a{U+200B}b")]
    [InlineData("\u202Egnirts", "{U+202E}gnirts")]
    [InlineData("i\u200Dd", "i{U+200D}d")] // a joiner in a word hides
    [InlineData("\U0001F469\u200D\U0001F680 \u2764\uFE0F", "\U0001F469\u200D\U0001F680 \u2764\uFE0F")] // and in a picture it belongs
    [InlineData("line\u2028break", "line{U+2028}break")]
    [InlineData("\u3164", "{U+3164}")]
    [InlineData("はるなみ", "はるなみ")]
    public void Of_Text_SpellsOutWhatIsNotSeen(string text, string expected) =>
        Assert.Equal(expected, string.Concat(TextRun.Of(text, []).Select(run => run.IsUnseen ? $"{{{run.Text}}}" : run.Text)));

    [Theory]
    [InlineData(2, 3, "ab[cde]f")]
    [InlineData(-5, 6, "[a]bcdef")]
    [InlineData(4, 99, "abcd[ef]")]
    [InlineData(9, 2, "abcdef")]
    [InlineData(4, int.MaxValue, "abcd[ef]")]
    [InlineData(3, -2, "abcdef")]
    public void Of_Marks_StayInsideTheText(int start, int length, string expected) =>
        Assert.Equal(expected, string.Concat(TextRun.Of("abcdef", [(start, length)]).Select(run => run.IsMarked ? $"[{run.Text}]" : run.Text)));

    [Fact]
    public void Of_HalfACharacter_IsSpelledOut() => Assert.Equal([new TextRun("a", false, false), new TextRun("U+D83D", false, true), new TextRun("b", false, false)], TextRun.Of("a\ud83db", []));

    [Fact]
    public void Of_MarkAcrossAnUnseenCharacter_MarksBothSides() =>
        Assert.Equal([("a", true, false), ("U+200B", true, true), ("b", true, false), ("c", false, false)], TextRun.Of("a\u200Bbc", [(0, 3)]).Select(run => (run.Text, run.IsMarked, run.IsUnseen)));
}

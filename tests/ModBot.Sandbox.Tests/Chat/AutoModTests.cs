namespace ModBot.Sandbox.Chat;

public sealed class AutoModTests
{
    private static readonly AutoModTerm[] Terms = [new("dummkopf", "bullying", 3), new("hunt you down", "aggressive", 4)];

    [Theory]
    [InlineData("hello there", null)]
    [InlineData("dummkopfs everywhere", null)]
    [InlineData("Dummkopf!", "bullying 3 0+8")]
    [InlineData("dummkopf, I will hunt you down", "aggressive 4 0+8 17+13")]
    public void Match_Text_FindsWholeWordsAndTheStrongestCategory(string text, string? expected)
    {
        var match = AutoMod.Match(text, Terms);

        var found = match is null
            ? null
            : $"{match.Category} {match.Level} {string.Join(' ', match.Slices.Select(slice => $"{slice.Start}+{slice.Length}"))}";
        Assert.Equal(expected, found);
    }
}

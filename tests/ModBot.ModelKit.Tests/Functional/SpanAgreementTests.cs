using ModBot.Messages;

namespace ModBot.ModelKit.Tests;

public sealed class SpanAgreementTests
{
    [Fact]
    public void Of_HalfOfTheMarkedCharactersChosenAndAsManyOthers_IsHalf()
    {
        // "abcd" is marked without its spaces; "cd" and "ef" are chosen.
        var agreement = SpanAgreement.Of("a b cd ef", [new TextSpan(4, 5)], [new TextSpan(0, 6)]);

        Assert.Equal(new SpanAgreement(0.5, 0.5, 0.5), agreement);
    }

    [Fact]
    public void Of_WordsOfAMarkedPhrase_NeedNotCoverItsSpaces() =>
        Assert.Equal(1, SpanAgreement.Of("you bad cat", [new TextSpan(4, 3), new TextSpan(8, 3)], [new TextSpan(4, 7)]).F1);

    [Fact]
    public void Of_OverlappingSpans_CountOnce() =>
        Assert.Equal(1, SpanAgreement.Of("abc", [new TextSpan(0, 2), new TextSpan(1, 2)], [new TextSpan(0, 3)]).Precision);

    [Fact]
    public void Of_NothingChosen_IsNothing() => Assert.Equal(0, SpanAgreement.Of("abc", [], [new TextSpan(0, 3)]).F1);
}

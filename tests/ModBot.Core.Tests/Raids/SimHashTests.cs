using ModBot.Normalization;
using ModBot.Raids;

namespace ModBot.Core.Tests.Raids;

public sealed class SimHashTests
{
    [Theory]
    [InlineData("Come and see my new channel everyone", "come and see my new channel, everyone!!! 8841")]
    [InlineData("come and see my new channel everyone", "come and see my new channel everyone lol")]
    [InlineData("hey you should all stop watching this boring stream", "hey you should all stop watching that boring stream")]
    [InlineData("привет всем заходите на наш новый канал", "привет всем заходите на наш новый канал друзья")]
    [InlineData("zzrude zzrude zzrude", "zzrude zzrude zzrude zzrude")]
    public void AreAlike_SmallChanges_Are(string one, string other) => Assert.True(AreAlike(one, other));

    [Theory]
    [InlineData("hello from brazil i love this stream", "hello from germany i love this stream")]
    [InlineData("what a beautiful jump that was", "this is the best music ever made")]
    [InlineData("good luck with the last boss", "good luck with the next level")]
    [InlineData("when does the next stream start", "when did the last stream end")]
    public void AreAlike_OtherMessages_AreNot(string one, string other) => Assert.False(AreAlike(one, other));

    [Theory]
    [InlineData("")]
    [InlineData("gg wp")]
    [InlineData("1234567890 1234567890")]
    [InlineData("good evening")] // 11 letters
    public void Of_TooFewLetters_IsNone(string text) => Assert.Null(SimHash.Of(TextNormalizer.Normalize(text)));

    [Fact]
    public void Of_LongestMessage_HasOne() => Assert.NotNull(SimHash.Of(TextNormalizer.Normalize(string.Concat(Enumerable.Repeat("see my channel ", 33)))));

    private static bool AreAlike(string one, string other) => SimHash.AreAlike(Of(one), Of(other));

    private static ulong Of(string text) => SimHash.Of(TextNormalizer.Normalize(text))!.Value;
}

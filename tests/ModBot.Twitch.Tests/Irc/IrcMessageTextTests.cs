using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests.Irc;

public sealed class IrcMessageTextTests
{
    [Theory]
    [InlineData("Kappa Keepo Kappa", "25:0-4,12-16/1902:6-10", "Emote:Kappa,Emote:Keepo,Emote:Kappa")]
    [InlineData("😂😂 Kappa", "25:3-7", "Emote:Kappa")]
    [InlineData("👩‍👩‍👧 Kappa ok", "25:6-10", "Emote:Kappa")]
    [InlineData("Kappa", "emotesv2_0a1b:0-4", "Emote:Kappa")]
    public void Fragments_Emotes_ArePlacedByCodePoint(string text, string emotes, string expected) => Assert.Equal(expected, Describe(text, emotes));

    [Theory]
    [InlineData("say Kappa now", "25:3-7")]
    [InlineData("say Kappa now", "25:4-9")]
    [InlineData("you idiots", "25:4-8")]
    [InlineData("Kappa", "25:0-5")]
    [InlineData("Kappa", "25:9-12")]
    [InlineData("Kappa", "25:4-0")]
    [InlineData("Kappa", "25:-1-4")]
    [InlineData("Kappa", "25:0-99999999999")]
    [InlineData("Kappa", "25")]
    [InlineData("Kappa", "/,:-")]
    [InlineData("two words", "25:0-8")]
    public void Fragments_EmoteThatIsNoWholeWord_IsNotBelieved(string text, string emotes) => Assert.Equal("", Describe(text, emotes));

    [Theory]
    [InlineData("cheer100 nice", "100", "Cheermote:cheer100")]
    [InlineData("Cheer1 4Head10 go", "11", "Cheermote:Cheer1,Cheermote:4Head10")]
    [InlineData("idiots100 cheer1", "1", "")]
    [InlineData("cheer100 at 1000", "100", "Cheermote:cheer100")]
    [InlineData("cheer100", "", "")]
    [InlineData("cheer100", "many", "")]
    public void Fragments_Cheermotes_AreBelievedWhenTheyAddUp(string text, string bits, string expected) => Assert.Equal(expected, Describe(text, "", bits));

    [Theory]
    [InlineData("@mossyotter hi @QuietLantern!", "Mention:@mossyotter,Mention:@QuietLantern")]
    [InlineData("mail me@example.invalid @ @@x @", "")]
    [InlineData("@a_name_of_more_than_twenty_five", "")]
    public void Fragments_Mentions_AreTheLoginsAfterAnAt(string text, string expected) => Assert.Equal(expected, Describe(text, ""));

    [Fact]
    public void Unwrap_Action_LosesItsWrapper()
    {
        Assert.Equal("waves", IrcMessageText.Unwrap("\u0001ACTION waves\u0001"));
        Assert.Equal("waves", IrcMessageText.Unwrap("waves"));
    }

    private static string Describe(string text, string emotes, string bits = "") =>
        string.Join(',', IrcMessageText.Fragments(text, emotes, bits).Select(f => $"{f.Kind}:{text.Substring(f.Start, f.Length)}"));
}

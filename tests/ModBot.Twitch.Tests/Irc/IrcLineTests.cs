using System.Text;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests.Irc;

public sealed class IrcLineTests
{
    [Fact]
    public void TryParse_Message_GivesItsParts()
    {
        Assert.True(IrcLine.TryParse("@id=1;room-id=2 :mossyotter!mossyotter@mossyotter.tmi.twitch.tv PRIVMSG #pixelharbor :a : b", out var line));

        Assert.Equal("PRIVMSG", line.Command);
        Assert.Equal("mossyotter", line.Login);
        Assert.Equal("pixelharbor", line.Channel);
        Assert.Equal("a : b", line.Text);
        Assert.Equal("2", line.Tag("room-id"));
    }

    [Theory]
    [InlineData("PING :tmi.twitch.tv", "PING", "", "tmi.twitch.tv")]
    [InlineData("PING tmi.twitch.tv", "PING", "tmi.twitch.tv", "")]
    [InlineData(":tmi.twitch.tv RECONNECT", "RECONNECT", "", "")]
    [InlineData(":tmi.twitch.tv CAP * NAK :twitch.tv/tags", "CAP", "*", "NAK :twitch.tv/tags")]
    [InlineData(":tmi.twitch.tv 001 tidewardenbot :Welcome, GLHF!", "001", "tidewardenbot", "Welcome, GLHF!")]
    [InlineData("@room-id=1 :tmi.twitch.tv CLEARCHAT #pixelharbor", "CLEARCHAT", "#pixelharbor", "")]
    [InlineData("@a=1  :tmi.twitch.tv  PRIVMSG  #pixelharbor  :  spaces stay", "PRIVMSG", "#pixelharbor", "  spaces stay")]
    [InlineData(":x PRIVMSG #pixelharbor :", "PRIVMSG", "#pixelharbor", "")]
    public void TryParse_Line_GivesCommandTargetAndText(string text, string command, string target, string rest)
    {
        Assert.True(IrcLine.TryParse(text, out var line));

        Assert.Equal((command, target, rest), (line.Command.ToString(), line.Target.ToString(), line.Text.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("@id=1")]
    [InlineData("@ :x PRIVMSG #c :text")]
    [InlineData("@id=1 :prefix")]
    [InlineData(": PRIVMSG #c :text")]
    [InlineData("hello everyone")]
    [InlineData("\u0001\u0002")]
    public void TryParse_NotALine_IsRefused(string text) => Assert.False(IrcLine.TryParse(text, out _));

    [Fact]
    public void TryParse_EveryDocumentedLine_IsRead()
    {
        foreach (var text in IrcFixture.All) Assert.True(IrcLine.TryParse(text, out _), text);
    }

    [Theory]
    [InlineData(@"a\sb\:c\\d\re\nf", "a b;c\\d\re\nf")]
    [InlineData(@"end\", "end")]
    [InlineData(@"odd\x", "oddx")]
    [InlineData(@"\\s", @"\s")]
    [InlineData("plain", "plain")]
    [InlineData("", null)]
    public void TagText_Escapes_AreUndone(string raw, string? text)
    {
        Assert.True(IrcLine.TryParse($"@first=1;display-name={raw};last=2 PING", out var line));

        Assert.Equal(text, line.TagText("display-name"));
        Assert.Equal("2", line.TagText("last"));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("msg-id-x")]
    [InlineData("no-value")]
    [InlineData("absent")]
    public void TagText_OtherTagsOfLikeName_AreNotTaken(string name)
    {
        Assert.True(IrcLine.TryParse("@msg-id=1;ids=2;no-value;x=id=3 PING", out var line));

        Assert.Null(line.TagText(name));
    }

    [Fact]
    public void Lines_SplitAnywhere_AreWholeAgain()
    {
        string[] said = ["first", "zwei: Grüße 🦦", "tiếng Việt", "last"];
        var bytes = Encoding.UTF8.GetBytes(string.Join("\r\n", said) + "\r\n");
        for (var at = 0; at <= bytes.Length; at++)
        {
            var lines = new IrcLines();
            Assert.Equal(said, Read(lines, bytes[..at]).Concat(Read(lines, bytes[at..])));
        }
    }

    [Fact]
    public void Lines_ByteByByte_AreWholeAgain()
    {
        var lines = new IrcLines();
        Assert.Equal(["ä🦦", "b"], Encoding.UTF8.GetBytes("ä🦦\r\n\r\n\nb\n").SelectMany(b => Read(lines, [b])));
    }

    [Fact]
    public void Lines_Endless_IsThrownAwayAndTheNextIsRead()
    {
        var lines = new IrcLines();
        var part = new byte[10_000];
        Array.Fill(part, (byte)'x');

        for (var i = 0; i < 100; i++) Assert.Empty(Read(lines, part));

        Assert.Equal(["next"], Read(lines, "rest\r\nnext\r\n"u8.ToArray()));
        Assert.Equal(1, lines.TooLong);
    }

    [Fact]
    public void Lines_NotUtf8_CostsOnlyTheCharacters()
    {
        Assert.Equal(["a\uFFFDb", "c"], Read(new IrcLines(), [(byte)'a', 0xFF, (byte)'b', (byte)'\n', (byte)'c', (byte)'\n']));
    }

    private static List<string> Read(IrcLines lines, byte[] frame)
    {
        lines.Add(frame);
        var read = new List<string>();
        while (lines.TryNext(out var line)) read.Add(line.ToString());
        return read;
    }
}

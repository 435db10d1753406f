using System.IO.Compression;
using System.Text;
using ModBot.Host.Cli;
using ModBot.Host.Replay;
using ModBot.Host.Tests.Configuration;
using ModBot.Messages;

namespace ModBot.Host.Tests.Replay;

public sealed class ChatLogSourceTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ReadAsync_GzippedAndPlain_AreReadInOrder()
    {
        var plain = folder.Write("a.jsonl", """{"channel":"c","user":"u1","text":"one","role":"mod"}""");
        var zipped = Path.Combine(folder.Path, "b.jsonl.gz");
        await using (var stream = new GZipStream(File.Create(zipped), CompressionLevel.Fastest)) await stream.WriteAsync(Encoding.UTF8.GetBytes("{\"user\":\"u2\",\"text\":\"two\"}\n"));

        var messages = await ReadAsync(new ChatLogSource([plain, zipped], null, long.MaxValue, null, TimeProvider.System));

        Assert.Equal([("one", "u1", Badges.Moderator), ("two", "u2", Badges.None)], messages.Select(message => (message.Text, message.Chatter.Login, message.Chatter.Badges)));
        Assert.Equal(2, messages.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task ReadAsync_BadLines_AreCountedAndTheFirstIsTold()
    {
        var log = folder.Write("a.jsonl", "{\"user\":\"u\",\"text\":\"fine\"}\nnot json\n\n{\"user\":\"u\"}\n{\"user\":\"u\",\"text\":\"fine too\"}");
        var source = new ChatLogSource([log], null, long.MaxValue, null, TimeProvider.System);

        Assert.Equal(2, (await ReadAsync(source)).Count);
        Assert.Equal(2, source.BadLines);
        Assert.StartsWith($"{log}, line 2:", source.FirstBadLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ChannelAndLimit_AreKept()
    {
        var log = folder.Write("a.jsonl", string.Join('\n', Enumerable.Range(0, 10).Select(i => $$"""{"channel":"{{(i % 2 == 0 ? "even" : "odd")}}","user":"u","text":"{{i}}"}""")));

        var messages = await ReadAsync(new ChatLogSource([log], "EVEN", 3, null, TimeProvider.System));

        Assert.Equal(["0", "2", "4"], messages.Select(message => message.Text));
    }

    [Theory]
    [InlineData("max", true, null)]
    [InlineData("1x", true, 1.0)]
    [InlineData("10x", true, 10.0)]
    [InlineData("0.5", true, 0.5)]
    [InlineData("0x", false, null)]
    [InlineData("-1x", false, null)]
    [InlineData("fast", false, null)]
    [InlineData("", false, null)]
    public void TryParseSpeed_Text_IsReadOrRefused(string text, bool expected, double? factor)
    {
        Assert.Equal(expected, ReplayCommand.TryParseSpeed(text, out var read));
        Assert.Equal(factor, read);
    }

    private static async Task<List<ChatMessage>> ReadAsync(ChatLogSource source)
    {
        var messages = new List<ChatMessage>();
        await foreach (var chatEvent in source.ReadAsync(default)) messages.Add(Assert.IsType<ChatEvent.Posted>(chatEvent).Message);
        return messages;
    }
}

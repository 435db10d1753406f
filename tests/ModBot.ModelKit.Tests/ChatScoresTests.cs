using ModBot.Onnx;

namespace ModBot.ModelKit.Tests;

public sealed class ChatScoresTests
{
    [Fact]
    public void ReadLeftOut_TwoChannels_TakesEveryTenthLineOfBothTogether()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            // 15 lines and 15 more: lines 0 and 10 of the first, and 20 of all, which is the sixth of the second.
            Write(folder, "channel_x", Enumerable.Repeat("gg", 10).Append("you are a worthless idiot").Concat(Enumerable.Repeat("gg", 4)));
            Write(folder, "channel_y", Enumerable.Repeat("gg", 5).Append("you are a worthless idiot").Concat(Enumerable.Repeat("gg", 9)));
            using var scorer = new LabelScorer(ModelPackage.Load(Path.Combine(AppContext.BaseDirectory, "models", "toxicity")));

            var channels = ChatScores.ReadLeftOut(folder, scorer);

            Assert.Equal(["channel_x", "channel_y"], channels.Select(channel => channel.Channel));
            Assert.Equal(2, channels[0].Headline.Length);
            Assert.True(channels[0].Headline[1] > channels[0].Headline[0]);
            Assert.Single(channels[1].Headline);
            Assert.Equal(channels[0].Headline[1], channels[1].Headline[0], 4);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(DirectoryInfo folder, string channel, IEnumerable<string> lines) =>
        File.WriteAllLines(Path.Combine(folder.FullName, channel + ".jsonl"), lines.Select(line => $$"""{"text": "{{line}}"}"""));
}

using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>The scores of a channel's chat. Equal lines are scored once, as at run time.</summary>
internal sealed record ChatScores(string Channel, float[] Headline, CategoryScores[] Categories)
{
    private const int Chunk = 20_000;

    /// <summary>Training leaves every tenth line of its chat out (<c>CHAT_LEFT_OUT</c> in arrays.py).</summary>
    private const int LeftOut = 10;

    public static ChatScores Read(FileInfo file, LabelScorer scorer) => Read(DataFolder.SetName(file), DataFolder.Read(file), scorer);

    /// <summary>The lines of calibration chat that training left out, counted over all channels: on the others the network has learnt to be calm.</summary>
    public static IReadOnlyList<ChatScores> ReadLeftOut(DirectoryInfo folder, LabelScorer scorer)
    {
        var number = 0L;
        return [.. DataFolder.Sets(folder).Select(file => Read(DataFolder.SetName(file), [.. DataFolder.Read(file).Where(_ => number++ % LeftOut == 0)], scorer))];
    }

    private static ChatScores Read(string channel, IEnumerable<LabelledText> texts, LabelScorer scorer)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<float[]>();
        var lines = new List<int>();
        var pending = new List<string>();
        foreach (var line in texts)
        {
            if (!known.TryGetValue(line.Text, out var number))
            {
                known.Add(line.Text, number = known.Count);
                pending.Add(line.Text);
                if (pending.Count == Chunk) Flush();
            }
            lines.Add(number);
        }
        Flush();
        var headline = distinct.Select(labels => scorer.Headline(labels)).ToArray();
        var categories = distinct.Select(scorer.Combine).ToArray();
        return new ChatScores(channel, [.. lines.Select(i => headline[i])], [.. lines.Select(i => categories[i])]);

        void Flush()
        {
            distinct.AddRange(scorer.Score(pending));
            pending.Clear();
        }
    }
}

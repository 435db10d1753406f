using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>The scores of a channel's chat. Equal lines are scored once, as at run time.</summary>
internal sealed record ChatScores(string Channel, float[] Headline, CategoryScores[] Categories)
{
    private const int Chunk = 20_000;

    public static ChatScores Read(FileInfo file, LabelScorer scorer)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<float[]>();
        var lines = new List<int>();
        var pending = new List<string>();
        foreach (var line in DataFolder.Read(file))
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
        return new ChatScores(DataFolder.SetName(file), [.. lines.Select(i => headline[i])], [.. lines.Select(i => categories[i])]);

        void Flush()
        {
            distinct.AddRange(scorer.Score(pending));
            pending.Clear();
        }
    }
}

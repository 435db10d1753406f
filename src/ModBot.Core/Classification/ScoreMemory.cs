namespace ModBot.Classification;

/// <summary>
/// The scores of recent texts, also of those still being scored. Two generations: when the young one is full it becomes the old one, so what is asked for again
/// stays and nothing is ever moved one by one. Thread-safe.
/// </summary>
internal sealed class ScoreMemory(int capacity)
{
    private readonly Lock gate = new();
    private readonly int generation = (capacity + 1) / 2;
    private Dictionary<string, Task<Assessment>> young = [];
    private Dictionary<string, Task<Assessment>> old = [];

    /// <summary>The score of a text that was asked for before, or null.</summary>
    public Task<Assessment>? Find(string text)
    {
        lock (gate) return Known(text);
    }

    /// <summary>The score that others wait for or have already; else <paramref name="score"/>, for which those who ask from now on will wait.</summary>
    public Task<Assessment> FindOrRemember(string text, Task<Assessment> score)
    {
        if (capacity == 0) return score;
        lock (gate)
        {
            if (Known(text) is { } known) return known;
            Add(text, score);
            return score;
        }
    }

    private Task<Assessment>? Known(string text)
    {
        if (young.TryGetValue(text, out var score)) return Usable(score);
        if (!old.TryGetValue(text, out score)) return null;
        Add(text, score);
        return Usable(score);
    }

    private void Add(string text, Task<Assessment> score)
    {
        if (young.Count >= generation)
        {
            // The dictionary that falls out is emptied and used again: it has the size that it needs by now.
            old.Clear();
            (young, old) = (old, young);
        }
        young[text] = score;
    }

    /// <summary>"Shed" and "unavailable" are about the moment, not about the text.</summary>
    private static Task<Assessment>? Usable(Task<Assessment> score) =>
        !score.IsCompleted || (score.IsCompletedSuccessfully && score.Result.Status == ScoreStatus.Scored) ? score : null;
}

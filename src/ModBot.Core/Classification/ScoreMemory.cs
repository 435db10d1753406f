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

    public Task<Assessment>? Find(string text)
    {
        lock (gate)
        {
            if (young.TryGetValue(text, out var score)) return Usable(score);
            if (!old.TryGetValue(text, out score)) return null;
            Add(text, score);
            return Usable(score);
        }
    }

    public void Remember(string text, Task<Assessment> score)
    {
        if (capacity == 0) return;
        lock (gate) Add(text, score);
    }

    private void Add(string text, Task<Assessment> score)
    {
        if (young.Count >= generation) (young, old) = ([], young);
        young[text] = score;
    }

    /// <summary>"Shed" and "unavailable" are about the moment, not about the text.</summary>
    private static Task<Assessment>? Usable(Task<Assessment> score) =>
        !score.IsCompleted || (score.IsCompletedSuccessfully && score.Result.Status == ScoreStatus.Scored) ? score : null;
}

using ModBot.Classification;
using ModBot.Normalization;

namespace ModBot.Testing;

/// <summary>A model and tokenizer whose every score a test decides: the score of a category is what the test gave for the folded text.</summary>
public sealed class FakeModel : IModel, ITokenizer
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, CategoryScores> known = [];
    private readonly List<string> tokenized = [];
    private readonly List<int> batches = [];
    private readonly List<TokenizedText> returned = [];

    /// <summary>While unset, the model's thread waits inside a batch: a test can let a queue build up.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>When set, every batch fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Sizes of the batches so far.</summary>
    public IReadOnlyList<int> Batches
    {
        get
        {
            lock (gate) return [.. batches];
        }
    }

    /// <summary>The texts that were given back to the tokenizer.</summary>
    public IReadOnlyList<TokenizedText> Returned
    {
        get
        {
            lock (gate) return [.. returned];
        }
    }

    public FakeModel Score(string folded, Category category, float score)
    {
        lock (gate)
        {
            var all = known.GetValueOrDefault(folded);
            all[category] = score;
            known[folded] = all;
        }
        return this;
    }

    /// <summary>A word is a token; the ids only name the text.</summary>
    public TokenizedText Tokenize(NormalizedText text)
    {
        lock (gate)
        {
            tokenized.Add(text.Folded);
            return new TokenizedText([tokenized.Count - 1], Math.Max(1, text.Folded.Split(' ').Length));
        }
    }

    public void Return(TokenizedText text)
    {
        lock (gate) returned.Add(text);
    }

    public void Score(ReadOnlySpan<TokenizedText> batch, Span<CategoryScores> scores)
    {
        lock (gate) batches.Add(batch.Length);
        Gate.Wait(TimeSpan.FromSeconds(30));
        if (Failure is not null) throw Failure;
        for (var i = 0; i < batch.Length; i++)
        {
            lock (gate) scores[i] = known.GetValueOrDefault(tokenized[batch[i].Features[0]]);
        }
    }
}

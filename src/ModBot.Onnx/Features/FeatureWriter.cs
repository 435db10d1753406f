namespace ModBot.Onnx;

/// <summary>Writes the ids of one word into its slot: hashes of the word and of its character n-grams.</summary>
internal ref struct FeatureWriter(Span<int> slot, int buckets)
{
    /// <summary>Tells a whole word from an n-gram with the same characters.</summary>
    private const uint WordSeed = 0x9E3779B9;
    private const uint GramSeed = 0x811C9DC5;

    private readonly Span<int> slot = slot;
    private int count;

    public readonly int Room => slot.Length - count;

    public void AddWord(scoped ReadOnlySpan<char> word) => Add(word, WordSeed);

    public void AddGram(scoped ReadOnlySpan<char> gram) => Add(gram, GramSeed);

    /// <summary>All n-grams of the word, or an even choice of them where they are more than there is room for.</summary>
    public void AddGrams(scoped ReadOnlySpan<char> word, int minGram, int maxGram)
    {
        var total = 0;
        for (var n = minGram; n <= maxGram; n++) total += Math.Max(0, word.Length - n + 1);
        var chosen = Math.Min(total, Room);
        for (var k = 0; k < chosen; k++)
        {
            var index = (int)((long)k * total / chosen);
            var n = minGram;
            while (index >= word.Length - n + 1) index -= Math.Max(0, word.Length - n++ + 1);
            AddGram(word.Slice(index, n));
        }
    }

    private void Add(scoped ReadOnlySpan<char> characters, uint seed)
    {
        if (count == slot.Length) return;
        var hash = seed;
        foreach (var c in characters) hash = (hash ^ c) * 16777619;
        // FNV leaves its low bits weak on short input.
        hash ^= hash >> 15;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        slot[count++] = 1 + (int)(hash % (uint)(buckets - 1));
    }
}

namespace ModBot.Normalization;

/// <summary>Text on its way through the folds, each UTF-16 unit beside the original index that it came from. A fold reads it and rewrites it in place or into another one.</summary>
internal sealed class FoldBuffer
{
    private char[] chars = new char[512];
    private int[] origins = new int[512];

    public int Count { get; private set; }

    public int Capacity => chars.Length;

    public char this[int i]
    {
        get => chars[i];
        set => chars[i] = value;
    }

    public int Origin(int i) => origins[i];

    public ReadOnlySpan<char> Text => chars.AsSpan(0, Count);

    public ReadOnlySpan<int> Origins => origins.AsSpan(0, Count);

    public void Add(char c, int origin)
    {
        if (Count == chars.Length)
        {
            Array.Resize(ref chars, Count * 2);
            Array.Resize(ref origins, Count * 2);
        }
        chars[Count] = c;
        origins[Count++] = origin;
    }

    public void Add(ReadOnlySpan<char> text, int origin)
    {
        foreach (var c in text) Add(c, origin);
    }

    /// <summary>Copies unit <paramref name="from"/> down to <paramref name="to"/>; folds that shrink work in place with a read and a write position.</summary>
    public void Move(int from, int to)
    {
        chars[to] = chars[from];
        origins[to] = origins[from];
    }

    public void Truncate(int count) => Count = count;

    /// <summary>This is a fold of <paramref name="earlier"/>: from indexes into it to indexes into what it was made of.</summary>
    public void Rebase(FoldBuffer earlier)
    {
        for (var i = 0; i < Count; i++) origins[i] = earlier.origins[origins[i]];
    }
}

namespace ModBot.Normalization;

/// <summary>Three or more of the same character become two. Digits stay: 100,000 is not 100,00.</summary>
internal static class RepeatFold
{
    private const int Kept = 2;

    public static void Apply(FoldBuffer buffer)
    {
        var write = 0;
        var run = 0;
        for (var i = 0; i < buffer.Count; i++)
        {
            run = i > 0 && buffer[i] == buffer[i - 1] ? run + 1 : 1;
            if (run > Kept && !char.IsAsciiDigit(buffer[i]) && !char.IsSurrogate(buffer[i])) continue;
            buffer.Move(i, write++);
        }
        buffer.Truncate(write);
    }
}

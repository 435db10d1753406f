namespace ModBot.Normalization;

/// <summary>
/// "f u c k", "k.y.s": three or more single letters with one and the same separator become a word. Rows of one letter ("W W W W") and
/// letters that chat writes as words ("u r a") stay as they are.
/// </summary>
internal static class SpacedLetterFold
{
    private const int MinLetters = 3;

    /// <summary>Letters that stand for a word by themselves in chat.</summary>
    private const string Words = "aiurynbkoex";

    public static void Apply(FoldBuffer buffer)
    {
        var write = 0;
        for (var i = 0; i < buffer.Count;)
        {
            var letters = RunLength(buffer, i);
            if (letters < MinLetters || !IsSpelledOut(buffer, i, letters))
            {
                buffer.Move(i++, write++);
                continue;
            }
            for (var j = 0; j < letters; j++) buffer.Move(i + 2 * j, write++);
            i += 2 * letters - 1;
        }
        buffer.Truncate(write);
    }

    private static int RunLength(FoldBuffer buffer, int start)
    {
        if (!char.IsLetter(buffer[start]) || Scripts.IsUnspaced(buffer[start])) return 0;
        if (start > 0 && char.IsLetterOrDigit(buffer[start - 1]) || start + 1 >= buffer.Count) return 0;
        var separator = buffer[start + 1];
        if (!IsSeparator(separator)) return 0;
        var letters = 1;
        var i = start + 1;
        while (i + 1 < buffer.Count && buffer[i] == separator && char.IsLetter(buffer[i + 1]) && !Scripts.IsUnspaced(buffer[i + 1])
            && (i + 2 >= buffer.Count || !char.IsLetterOrDigit(buffer[i + 2])))
        {
            letters++;
            i += 2;
        }
        return letters;
    }

    private static bool IsSpelledOut(FoldBuffer buffer, int start, int letters)
    {
        bool varied = false, spelled = buffer[start + 1] != ' ';
        for (var j = 0; j < letters; j++)
        {
            var letter = buffer[start + 2 * j];
            varied |= letter != buffer[start];
            spelled |= !Words.Contains(letter);
        }
        return varied && spelled;
    }

    private static bool IsSeparator(char c) => c is ' ' or '.' or '-' or '_' or '*' or '/' or '|' or ',' or '~' or '+' or '\'' or ':';
}

namespace ModBot.Normalization;

/// <summary>
/// Digits and signs that stand for letters. Only between letters of one word, so that "gg 2-0", "1v1", "gta5", "10:30" and "5k" stay:
/// a word that begins with a digit is a number with something behind it, unless it holds leet inside as well ("1d1ot"), and a digit at the end is a
/// number unless the word holds leet already.
/// </summary>
internal static class LeetFold
{
    public static void Apply(FoldBuffer buffer)
    {
        var write = 0;
        var start = 0;
        while (start < buffer.Count)
        {
            var end = start;
            while (end < buffer.Count && buffer[end] != ' ') end++;
            FoldWord(buffer, start, end);
            write = CopyWithoutStars(buffer, start, end, write);
            if (end < buffer.Count) buffer.Move(end, write++);
            start = end + 1;
        }
        buffer.Truncate(write);
    }

    private static void FoldWord(FoldBuffer buffer, int start, int end)
    {
        if (end - start < 3) return;
        if (buffer[start] == '@' && start + 2 < end && buffer[start + 1] is 's' or '$' && buffer[start + 2] is 's' or '$') buffer[start] = 'a';
        if (buffer[start] == '$' && char.IsAsciiLetter(buffer[start + 1])) buffer[start] = 's';
        var startsWithDigit = char.IsAsciiDigit(buffer[start]) && char.IsAsciiLetter(buffer[start + 1]) && CountLetters(buffer, start, end) >= 3;
        if (buffer[start] == '$' && buffer[start + 1] == '$' || !char.IsAsciiLetter(buffer[start]) && !startsWithDigit) return;

        var folded = false;
        for (var i = start + 1; i < end; i++)
        {
            // What stands to the left has been folded by now, so "a$$hole" and "b00bs" go letter by letter.
            if (!char.IsAsciiLetter(buffer[i - 1])) continue;
            if (Letter(buffer[i]) is not { } letter) continue;
            var next = i + 1;
            while (next < end && (buffer[next] == buffer[i] || buffer[i] is not ('!' or '|') && char.IsAsciiDigit(buffer[next]) && Letter(buffer[next]) is not null)) next++;
            var closed = next < end && char.IsAsciiLetter(buffer[next]) || buffer[i] == '$' || folded && char.IsAsciiDigit(buffer[i]) && next == end;
            if (!closed || buffer[i] is '6' or '9' && (i + 1 >= end || buffer[i + 1] != buffer[i])) { i = next - 1; continue; }
            for (var j = i; j < next; j++) buffer[j] = Letter(buffer[j])!.Value;
            folded = true;
            i = next - 1;
        }
        if (startsWithDigit && folded && Letter(buffer[start]) is { } first) buffer[start] = first;
    }

    private static int CountLetters(FoldBuffer buffer, int start, int end)
    {
        var letters = 0;
        for (var i = start; i < end; i++)
        {
            if (char.IsAsciiLetter(buffer[i])) letters++;
        }
        return letters;
    }

    /// <summary>"f*ck": a star between letters hides one and is dropped, so that the word stays one word.</summary>
    private static int CopyWithoutStars(FoldBuffer buffer, int start, int end, int write)
    {
        for (var i = start; i < end; i++)
        {
            if (buffer[i] == '*' && i > start && (char.IsAsciiLetter(buffer[i - 1]) || buffer[i - 1] == '*') && LetterFollows(buffer, i, end) && LetterPrecedes(buffer, i, start)) continue;
            buffer.Move(i, write++);
        }
        return write;
    }

    private static bool LetterFollows(FoldBuffer buffer, int i, int end)
    {
        while (i < end && buffer[i] == '*') i++;
        return i < end && char.IsAsciiLetter(buffer[i]);
    }

    private static bool LetterPrecedes(FoldBuffer buffer, int i, int start)
    {
        while (i > start && buffer[i] == '*') i--;
        return char.IsAsciiLetter(buffer[i]);
    }

    private static char? Letter(char c) => c switch
    {
        '0' => 'o',
        '1' or '!' or '|' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '6' or '9' => 'g',
        '7' => 't',
        _ => null,
    };
}

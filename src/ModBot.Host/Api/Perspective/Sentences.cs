using ModBot.Messages;

namespace ModBot.Host.Api.Perspective;

/// <summary>Cuts a text into sentences. Pure.</summary>
internal static class Sentences
{
    /// <summary>The most parts that a text is cut into; the last takes the rest.</summary>
    public const int Most = 200;

    /// <summary>The longest part. The model reads 256 words, and no language writes so many into so few characters.</summary>
    public const int Longest = 1000;

    /// <summary>Sentences without the white space around them, in order; one for a text without marks, none for white space.</summary>
    public static IReadOnlyList<TextSpan> Split(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var i = 0; i < text.Length && sentences.Count < Most - 1; i++)
        {
            if (!Ends(text, i, start)) continue;
            Add(sentences, text, start, i + 1);
            start = i + 1;
        }
        Add(sentences, text, start, text.Length);
        return sentences;
    }

    /// <summary>A line break; the last of closing marks before a space; or the last space before the part would be too long.</summary>
    private static bool Ends(string text, int i, int start) => text[i] switch
    {
        '\n' => true,
        '.' or '!' or '?' or '\u2026' => i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]),
        // These stand without a space after them.
        '\u3002' or '\uff01' or '\uff1f' => true,
        _ => i - start >= Longest - 1 && !char.IsHighSurrogate(text[i]) && (char.IsWhiteSpace(text[i]) || i - start >= Longest + 100),
    };

    private static void Add(List<TextSpan> sentences, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (end > start) sentences.Add(new TextSpan(start, end - start));
    }
}

using System.Buffers;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Onnx;

/// <summary>
/// Folded text to feature ids. The one featuriser of run time, training and evaluation: training reads the arrays that it writes, so
/// that the two cannot drift apart. Thread-safe, total, and a pure function of the text and the parameters.
/// </summary>
public sealed class Featurizer(FeatureParameters parameters) : ITokenizer
{
    private const int LongestWord = 48;

    /// <summary>Neighbours are joined when one has at most this many letters ...</summary>
    private const int ShortPart = 3;

    /// <summary>... and both together at most this many; "fu ck" carries the feature of the word that was cut in two.</summary>
    private const int LongestJoined = 7;

    private readonly FeaturePool pool = new(parameters.FeaturesPerWord);

    public FeatureParameters Parameters => parameters;

    /// <summary>At least one word always: a text without any is the empty word, which has features of its own.</summary>
    public TokenizedText Tokenize(NormalizedText text) => Tokenize(text.Folded);

    internal TokenizedText Tokenize(string folded)
    {
        var width = parameters.FeaturesPerWord;
        var buffer = ArrayPool<int>.Shared.Rent(parameters.MaxWords * width);
        var length = 0;
        var words = new WordEnumerator(folded);
        while (length < parameters.MaxWords && words.MoveNext())
        {
            WriteWord(in words, buffer.AsSpan(length++ * width, width));
        }
        if (length == 0) WriteLetters([], [], buffer.AsSpan(length++ * width, width));
        var tokens = pool.Take(length);
        buffer.AsSpan(0, length * width).CopyTo(tokens.Features);
        ArrayPool<int>.Shared.Return(buffer);
        return tokens;
    }

    public void Return(TokenizedText text) => pool.Return(text);

    /// <summary>Where each word that <see cref="Tokenize(NormalizedText)"/> reads stands in the folded text, in the same order.</summary>
    internal List<TextSpan> Words(string folded)
    {
        var spans = new List<TextSpan>();
        var words = new WordEnumerator(folded);
        while (spans.Count < parameters.MaxWords && words.MoveNext()) spans.Add(new TextSpan(words.Start, words.Length));
        return spans;
    }

    private void WriteWord(in WordEnumerator words, Span<int> slot)
    {
        slot.Clear();
        switch (words.Kind)
        {
            case WordKind.Unspaced: WriteUnspaced(words.Run, words.OffsetInRun, words.Length, slot); break;
            case WordKind.Sign: new FeatureWriter(slot, parameters.Buckets).AddWord(words.Word); break;
            default: WriteLetters(words.Word, IsCutFrom(words.Before, words.Word) ? words.Before : [], slot); break;
        }
    }

    private static bool IsCutFrom(ReadOnlySpan<char> before, ReadOnlySpan<char> word) =>
        !before.IsEmpty && Math.Min(before.Length, word.Length) <= ShortPart && before.Length + word.Length <= LongestJoined;

    private void WriteLetters(ReadOnlySpan<char> word, ReadOnlySpan<char> cutFrom, Span<int> slot)
    {
        slot.Clear();
        Span<char> marked = stackalloc char[LongestWord + 2];
        Span<char> squeezed = stackalloc char[LongestWord + 2];
        int length = 0, squeezedLength = 0;
        marked[length++] = squeezed[squeezedLength++] = '<';
        foreach (var c in word)
        {
            if (c == '\'') continue;
            if (length > LongestWord) break;
            if (c != marked[length - 1]) squeezed[squeezedLength++] = c;
            marked[length++] = c;
        }
        marked[length++] = squeezed[squeezedLength++] = '>';

        var writer = new FeatureWriter(slot, parameters.Buckets);
        writer.AddWord(marked[..length]);
        // "fuuck" carries the feature of "fuck" as well as its own.
        if (squeezedLength != length) writer.AddWord(squeezed[..squeezedLength]);
        if (!cutFrom.IsEmpty)
        {
            Span<char> joined = stackalloc char[LongestJoined + 2];
            joined[0] = '<';
            cutFrom.CopyTo(joined[1..]);
            word.CopyTo(joined[(1 + cutFrom.Length)..]);
            joined[1 + cutFrom.Length + word.Length] = '>';
            writer.AddWord(joined[..(2 + cutFrom.Length + word.Length)]);
        }
        // One Hangul character holds two or three letters, so shorter runs already mean something.
        var shorter = word.Length > 0 && Scripts.IsHangul(word[0]) ? 1 : 0;
        writer.AddGrams(marked[..length], parameters.MinGram - shorter, parameters.MaxGram - shorter);
    }

    /// <summary>The runs of one to four characters that touch a piece, so that no word is cut in two by where the pieces begin.</summary>
    private void WriteUnspaced(ReadOnlySpan<char> run, int offset, int length, Span<int> slot)
    {
        var writer = new FeatureWriter(slot, parameters.Buckets);
        for (var n = 1; n <= 4; n++)
        {
            var first = Math.Max(0, n == 4 ? offset - 1 : offset - n + 1);
            var last = Math.Min(run.Length - n, n == 4 ? offset : offset + length - 1);
            for (var i = first; i <= last; i++) writer.AddGram(run.Slice(i, n));
        }
    }
}

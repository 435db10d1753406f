using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Onnx;

/// <summary>
/// A text with parts of it left out. A part is a word, or a few neighbours in a text of very many words; the same part elsewhere in the text is left out with it, because of two equal words
/// neither would be missed.
/// </summary>
internal sealed class Occlusion
{
    /// <summary>More parts than these cost too much; in longer texts a part is two words, or three.</summary>
    private const int MaxParts = 48;

    /// <summary>Stands for a word that is left out, so that its neighbours are not read as one word: signs are words by themselves. Two in turn, because the third of equal words is not read.</summary>
    private const string Gaps = "\uFFFC\uFFFD";

    private readonly Featurizer featurizer;
    private readonly string text;
    private readonly List<TextSpan> words;
    private readonly int wordsPerPart;
    private readonly TokenizedText whole;
    private readonly TokenizedText nothing;

    public Occlusion(Featurizer featurizer, NormalizedText normalized)
    {
        (this.featurizer, text) = (featurizer, normalized.Folded);
        whole = featurizer.Tokenize(normalized);
        nothing = featurizer.Tokenize("");
        words = featurizer.Words(text);
        wordsPerPart = Math.Max(1, (words.Count + MaxParts - 1) / MaxParts);
        Parts = [.. words.Chunk(wordsPerPart).Select(chunk => new TextSpan(chunk[0].Start, chunk[^1].End - chunk[0].Start))];
    }

    /// <summary>Where the parts stand in the folded text.</summary>
    public IReadOnlyList<TextSpan> Parts { get; }

    /// <summary>How often the text has this part, counting itself.</summary>
    public int Copies(int part) => Enumerable.Range(0, Parts.Count).Count(other => IsSame(part, other));

    /// <summary>The whole text, then the text without each part, then without each part and the next.</summary>
    public TokenizedText[] Rows()
    {
        var rows = new List<TokenizedText>(2 * Parts.Count + 1) { whole };
        for (var i = 0; i < Parts.Count; i++) rows.Add(Without(i, i));
        for (var i = 0; i + 1 < Parts.Count; i++) rows.Add(Without(i, i + 1));
        return [.. rows];
    }

    /// <summary>Each part as if it were the whole text.</summary>
    public TokenizedText[] PartsAlone() => [.. Parts.Select(part => featurizer.Tokenize(text.Substring(part.Start, part.Length)))];

    /// <summary>
    /// The text is read anew with gaps in it, because a word's features reach over to its neighbours: "fu ck" is one word to its second half, and a piece of Chinese knows the characters around it.
    /// The gaps keep the places of what they stand for, and have no features of their own.
    /// </summary>
    private TokenizedText Without(int first, int second)
    {
        var gapped = text.ToCharArray();
        for (var i = 0; i < Parts.Count; i++)
        {
            if (!IsSame(i, first) && !IsSame(i, second)) continue;
            for (var word = i * wordsPerPart; word < Math.Min(words.Count, (i + 1) * wordsPerPart); word++) Cut(gapped, word);
        }
        var edited = new string(gapped);
        var tokens = featurizer.Tokenize(edited);
        var spans = featurizer.Words(edited);
        var width = featurizer.Parameters.FeaturesPerWord;
        var isEmpty = true;
        for (var i = 0; i < spans.Count; i++)
        {
            if (Gaps.Contains(edited[spans[i].Start])) tokens.Features.AsSpan(i * width, width).Clear();
            else isEmpty = false;
        }
        return isEmpty ? nothing : tokens;
    }

    /// <summary>Up to the next word, which also takes in the repeats that are not read.</summary>
    private void Cut(char[] gapped, int word)
    {
        var end = word + 1 < words.Count ? words[word + 1].Start : gapped.Length;
        gapped.AsSpan(words[word].Start, end - words[word].Start).Fill(' ');
        gapped[words[word].Start] = Gaps[word % Gaps.Length];
    }

    private bool IsSame(int part, int other) =>
        part == other || text.AsSpan(Parts[part].Start, Parts[part].Length).SequenceEqual(text.AsSpan(Parts[other].Start, Parts[other].Length));
}

using System.Collections.Concurrent;
using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>Texts that the model has read, kept by length for texts to come, so that a message on its way to the model allocates nothing. Thread-safe.</summary>
internal sealed class FeaturePool(int width)
{
    /// <summary>Longer texts are rare in chat, and would hold much memory for seldom use.</summary>
    private const int LongestKept = 32;

    /// <summary>Of each length; as many as are under way at a time when messages come in by the thousand.</summary>
    private const int MostKept = 128;

    private readonly ConcurrentQueue<TokenizedText>[] byLength = [.. Enumerable.Range(0, LongestKept).Select(_ => new ConcurrentQueue<TokenizedText>())];

    /// <summary>A text of so many words, whose features are anything.</summary>
    public TokenizedText Take(int length) =>
        length <= LongestKept && byLength[length - 1].TryDequeue(out var text) ? text : new TokenizedText(new int[length * width], length);

    public void Return(TokenizedText text)
    {
        if (text.Length <= LongestKept && byLength[text.Length - 1] is { Count: < MostKept } kept) kept.Enqueue(text);
    }
}

using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>Turns normalised text into what the model reads. Called on the caller's side of the batcher; thread-safe.</summary>
public interface ITokenizer
{
    TokenizedText Tokenize(NormalizedText text);

    /// <summary>Takes back what <see cref="Tokenize"/> gave out, to use it again. Only the batcher does so, once the model has read the text; whoever keeps a text simply does not call it.</summary>
    void Return(TokenizedText text)
    {
    }
}

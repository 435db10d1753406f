using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>Turns normalised text into what the model reads. Called on the caller's side of the batcher; thread-safe.</summary>
public interface ITokenizer
{
    TokenizedText Tokenize(NormalizedText text);
}

using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>Finds the words that drove a score. Slow beside scoring (a message scored again and again without this or that word), so only what is held is explained. Thread-safe.</summary>
public interface IExplainer
{
    Explanation Explain(NormalizedText text, Category category);
}

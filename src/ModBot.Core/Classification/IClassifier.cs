using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>Scores one message. Never throws for want of a model: no score is a fact, and <see cref="Assessment.Status"/> says it.</summary>
public interface IClassifier
{
    Task<Assessment> ClassifyAsync(NormalizedText text, CancellationToken cancellationToken);
}

namespace ModBot.Classification;

/// <summary>A message as the model reads it: <see cref="Length"/> words, each a fixed number of feature ids.</summary>
/// <param name="Features">Feature ids, <c>Length x FeaturesPerWord</c> of them, row by row; what an id means is the model's own business.</param>
/// <param name="Length">Words, after the model's own limit. The cost of a padded batch is rows x the longest length.</param>
public sealed record TokenizedText(int[] Features, int Length);

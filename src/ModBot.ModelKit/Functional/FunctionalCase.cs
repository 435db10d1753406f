using ModBot.Messages;

namespace ModBot.ModelKit;

/// <summary>A sentence of the functional suite.</summary>
/// <param name="Template">The template it was made from, words of its lists left open.</param>
/// <param name="Group">The word that named a protected group, when it names exactly one.</param>
/// <param name="Targets">Whom it is about, as far as the words drawn say: <c>race</c>, <c>religion</c> and so on.</param>
/// <param name="Meaning">Where the words stand that carry the meaning; none in harmless classes.</param>
internal sealed record FunctionalCase(
    string Language, string Class, string Template, string Text, string? Group, IReadOnlyCollection<string> Targets,
    IReadOnlyDictionary<string, float> Labels, IReadOnlyList<TextSpan> Meaning);

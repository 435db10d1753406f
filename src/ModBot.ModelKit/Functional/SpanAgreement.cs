using System.Collections.Immutable;
using ModBot.Messages;

namespace ModBot.ModelKit;

/// <summary>How well two choices of parts of a text agree, character by character; white space counts for nothing.</summary>
internal readonly record struct SpanAgreement(double Precision, double Recall, double F1)
{
    public static SpanAgreement Of(string text, IEnumerable<TextSpan> chosen, IEnumerable<TextSpan> marked)
    {
        var isChosen = Cover(text, chosen);
        var isMarked = Cover(text, marked);
        int both = 0, choices = 0, marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i])) continue;
            if (isChosen[i]) choices++;
            if (isMarked[i]) marks++;
            if (isChosen[i] && isMarked[i]) both++;
        }
        return new SpanAgreement(choices == 0 ? 0 : (double)both / choices, marks == 0 ? 0 : (double)both / marks, choices + marks == 0 ? 0 : 2.0 * both / (choices + marks));
    }

    private static ImmutableArray<bool> Cover(string text, IEnumerable<TextSpan> spans)
    {
        var covered = new bool[text.Length];
        foreach (var span in spans) covered.AsSpan(span.Start, span.Length).Fill(true);
        return [.. covered];
    }
}

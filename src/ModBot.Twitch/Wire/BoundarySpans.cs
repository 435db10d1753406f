using System.Collections.Immutable;
using System.Text;
using ModBot.Messages;

namespace ModBot.Twitch.Wire;

/// <summary>
/// Places AutoMod's boundaries in UTF-16. They count Unicode code points for blocked terms, and for AutoMod itself code points or UTF-8 bytes,
/// depending on the year. Twitch cuts what it flags into fragments of its own, so only the reading that falls on fragment borders is believed.
/// </summary>
internal static class BoundarySpans
{
    public static ImmutableArray<TextSpan> Place(string text, IEnumerable<Boundary> boundaries, IReadOnlySet<int> fragmentBorders) =>
        [.. boundaries
            .Select(b => Place(text, b, fragmentBorders, static _ => 1) ?? Place(text, b, fragmentBorders, static rune => rune.Utf8SequenceLength))
            .OfType<TextSpan>()
            .Distinct()
            .OrderBy(s => s.Start)];

    private static TextSpan? Place(string text, Boundary boundary, IReadOnlySet<int> borders, Func<Rune, int> size)
    {
        if (boundary.StartPos < 0 || boundary.EndPos < boundary.StartPos) return null;
        int? start = null;
        int index = 0, offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (offset == boundary.StartPos) start = index;
            // A lone surrogate is enumerated as U+FFFD, which is one UTF-16 unit as well.
            index += rune.Utf16SequenceLength;
            offset += size(rune);
            if (offset > boundary.EndPos) break;
        }
        var ends = offset == boundary.EndPos + 1L;
        return start is { } from && ends && borders.Contains(from) && borders.Contains(index) ? new TextSpan(from, index - from) : null;
    }
}

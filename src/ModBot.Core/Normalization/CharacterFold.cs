using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ModBot.Normalization;

/// <summary>Character by character: invisible ones out, NFKC, accents off Latin and Greek, loose marks off letters that need none, lower case, white space to one space.</summary>
internal static class CharacterFold
{
    /// <summary>NFKC of single characters that it turns into one character (itself, mostly), as far as they have been met; 0 for the others. Threads may fill it side by side: they write the same.</summary>
    private static readonly char[] Composed = new char[0x10000];

    /// <summary>NFKC of short elements of several characters: emoji, letters with their marks. Full once it has what chat is made of, so that nobody can fill the memory with made-up ones.</summary>
    private static readonly ConcurrentDictionary<string, string> ComposedElements = new();

    private const int MostElements = 8192;

    private static int elements;

    static CharacterFold()
    {
        // The lunate sigma is drawn as a c and used as one; NFKC would make it a sigma.
        Composed['\u03F2'] = Composed['\u03F9'] = 'c';
    }

    public static void Apply(ReadOnlySpan<char> text, FoldBuffer folded, FoldBuffer visible)
    {
        folded.Truncate(0);
        if (Ascii.IsValid(text))
        {
            for (var i = 0; i < text.Length; i++) AddAscii(folded, text[i], i);
        }
        else
        {
            DropInvisible(text, visible);
            AddElements(folded, visible);
        }
        while (folded.Count > 0 && folded[folded.Count - 1] == ' ') folded.Truncate(folded.Count - 1);
    }

    private static void AddAscii(FoldBuffer folded, char c, int origin)
    {
        if (char.IsAsciiLetterUpper(c)) folded.Add((char)(c | 0x20), origin);
        else if (c > ' ' && c != '\x7F') folded.Add(c, origin);
        else if (c is ' ' or >= '\t' and <= '\r' && folded.Count > 0 && folded[folded.Count - 1] != ' ') folded.Add(' ', origin);
    }

    private static void AddElements(FoldBuffer folded, FoldBuffer visible)
    {
        var start = 0;
        while (start < visible.Count)
        {
            if (char.IsAscii(visible[start]) && (start + 1 == visible.Count || char.IsAscii(visible[start + 1])))
            {
                AddAscii(folded, visible[start], visible.Origin(start));
                start++;
                continue;
            }
            var length = StringInfo.GetNextTextElementLength(visible.Text[start..]);
            AddComposed(folded, visible.Text.Slice(start, length), visible.Origin(start));
            start += length;
        }
    }

    private static void DropInvisible(ReadOnlySpan<char> text, FoldBuffer visible)
    {
        visible.Truncate(0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                // An unpaired surrogate is no character, and Normalize throws on it: drop it.
                if (!char.IsHighSurrogate(c) || i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])) continue;
                if (!InvisibleCharacters.Contains(new Rune(c, text[i + 1])))
                {
                    visible.Add(c, i);
                    visible.Add(text[i + 1], i + 1);
                }
                i++;
            }
            else if (!InvisibleCharacters.Contains(new Rune(c)))
            {
                visible.Add(c, i);
            }
        }
    }

    private static void AddComposed(FoldBuffer folded, ReadOnlySpan<char> element, int origin)
    {
        if (element.Length == 1 && Composed[element[0]] != 0)
        {
            AddFolded(folded, new ReadOnlySpan<char>(in Composed[element[0]]), origin);
            return;
        }
        var known = ComposedElements.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(element, out var composed))
        {
            AddFolded(folded, composed, origin);
            return;
        }
        // Zalgo hangs hundreds of marks on a letter; a handful is all that any script uses, and Normalize is slow on the rest.
        if (element.Length > 16) element = element[..(char.IsHighSurrogate(element[15]) ? 15 : 16)];
        composed = element.ToString().Normalize(NormalizationForm.FormKC);
        if (element.Length == 1 && composed.Length == 1) Composed[element[0]] = composed[0];
        else if (element.Length <= 8 && Volatile.Read(ref elements) < MostElements && known.TryAdd(element, composed)) Interlocked.Increment(ref elements);
        AddFolded(folded, composed, origin);
    }

    private static void AddFolded(FoldBuffer folded, ReadOnlySpan<char> composed, int origin)
    {
        var baseTakesMarks = false;
        foreach (var rune in composed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (folded.Count > 0 && folded[folded.Count - 1] != ' ') folded.Add(' ', origin);
                continue;
            }
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                if (baseTakesMarks) Add(folded, rune, origin);
                continue;
            }
            if (InvisibleCharacters.Contains(rune)) continue;
            baseTakesMarks = Scripts.TakesMarks(rune);
            Add(folded, LetterFold.Fold(rune), origin);
        }
    }

    private static void Add(FoldBuffer folded, Rune rune, int origin)
    {
        Span<char> units = stackalloc char[2];
        folded.Add(units[..rune.EncodeToUtf16(units)], origin);
    }
}

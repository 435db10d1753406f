using System.Globalization;
using System.Text;

namespace ModBot.Normalization;

/// <summary>Character by character: invisible ones out, NFKC, accents off Latin and Greek, loose marks off letters that need none, lower case, white space to one space.</summary>
internal static class CharacterFold
{
    public static FoldBuffer Apply(string text)
    {
        var visible = DropInvisible(text);
        var folded = new FoldBuffer(visible.Count);
        var start = 0;
        while (start < visible.Count)
        {
            if (char.IsAscii(visible[start]) && (start + 1 == visible.Count || char.IsAscii(visible[start + 1])))
            {
                AddFolded(folded, visible.Text.Slice(start, 1), visible.Origin(start));
                start++;
                continue;
            }
            var length = StringInfo.GetNextTextElementLength(visible.Text[start..]);
            AddComposed(folded, visible.Text.Slice(start, length), visible.Origin(start));
            start += length;
        }
        while (folded.Count > 0 && folded[folded.Count - 1] == ' ') folded.Truncate(folded.Count - 1);
        return folded;
    }

    private static FoldBuffer DropInvisible(string text)
    {
        var visible = new FoldBuffer(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                // An unpaired surrogate is no character, and string.Normalize throws on it: drop it.
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
        return visible;
    }

    private static void AddComposed(FoldBuffer folded, ReadOnlySpan<char> element, int origin)
    {
        // Zalgo hangs hundreds of marks on a letter; a handful is all that any script uses, and Normalize is slow on the rest.
        if (element.Length > 16) element = element[..(char.IsHighSurrogate(element[15]) ? 15 : 16)];
        var composed = element.ToString().Normalize(NormalizationForm.FormKC);
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

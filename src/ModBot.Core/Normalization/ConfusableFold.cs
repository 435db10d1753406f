using System.Collections.Frozen;

namespace ModBot.Normalization;

/// <summary>
/// Cyrillic, Greek and Armenian letters that pass for Latin ones. Only in words that also hold Latin letters or mix two of these scripts, or that consist of nothing but
/// look-alikes in a text that is otherwise Latin: a Russian word stays Russian.
/// </summary>
internal static class ConfusableFold
{
    private static readonly FrozenDictionary<char, char> LookAlikes = Build(
        "аеорсухіїјѕһԁԛԝкмтвнгпьзбиђћѵӏү" + "αβενοιρτυχκηωγμσςδ" + "ոսօհցզյք",
        "aeopcyxiijshdqwkmtbhrnb36uhhvly" + "abevoiptuxknwyussd" + "nuohgqjp");

    /// <summary>Look-alikes so close that a word of nothing else may be Latin in disguise.</summary>
    private static readonly FrozenSet<char> Twins = "аеорсухіїјѕһԁԛԝӏүкт".ToFrozenSet();

    public static void Apply(FoldBuffer buffer)
    {
        var hasForeign = false;
        foreach (var c in buffer.Text) hasForeign |= IsForeign(c);
        if (!hasForeign) return;

        var latinText = LooksLatin(buffer);
        var start = 0;
        while (start < buffer.Count)
        {
            var end = start;
            while (end < buffer.Count && buffer[end] != ' ') end++;
            if (MixesScripts(buffer, start, end) || (latinText && AllTwins(buffer, start, end))) Replace(buffer, start, end);
            start = end + 1;
        }
    }

    private static bool LooksLatin(FoldBuffer buffer)
    {
        var latin = false;
        foreach (var c in buffer.Text)
        {
            latin |= Scripts.IsLatin(c);
            if (Scripts.IsCyrillic(c) && !LookAlikes.ContainsKey(c)) return false;
        }
        return latin;
    }

    private static bool MixesScripts(FoldBuffer buffer, int start, int end)
    {
        bool latin = false, cyrillic = false, greek = false, armenian = false;
        for (var i = start; i < end; i++)
        {
            latin |= Scripts.IsLatin(buffer[i]);
            if (!IsForeign(buffer[i])) continue;
            // A letter without a Latin twin means that the word is what it looks like.
            if (!LookAlikes.ContainsKey(buffer[i])) return false;
            cyrillic |= Scripts.IsCyrillic(buffer[i]);
            greek |= Scripts.IsGreek(buffer[i]);
            armenian |= Scripts.IsArmenian(buffer[i]);
        }
        return (latin ? 1 : 0) + (cyrillic ? 1 : 0) + (greek ? 1 : 0) + (armenian ? 1 : 0) > 1;
    }

    private static bool IsForeign(char c) => Scripts.IsCyrillic(c) || Scripts.IsGreek(c) || Scripts.IsArmenian(c);

    private static bool AllTwins(FoldBuffer buffer, int start, int end)
    {
        var any = false;
        for (var i = start; i < end; i++)
        {
            if (!char.IsLetter(buffer[i])) continue;
            if (!Twins.Contains(buffer[i])) return false;
            any = true;
        }
        return any;
    }

    private static void Replace(FoldBuffer buffer, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (LookAlikes.TryGetValue(buffer[i], out var latin)) buffer[i] = latin;
        }
    }

    private static FrozenDictionary<char, char> Build(string from, string to) =>
        from.Zip(to).ToFrozenDictionary(pair => pair.First, pair => pair.Second);
}

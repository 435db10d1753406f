using System.Collections.Frozen;
using System.Text;

namespace ModBot.Normalization;

/// <summary>One letter to its plain lower-case form: accents off Latin and Greek, letters that no decomposition reaches by table.</summary>
internal static class LetterFold
{
    private static readonly FrozenDictionary<int, char> Table = BuildTable();

    private static readonly char[] Bases = BuildBases();

    public static Rune Fold(Rune rune)
    {
        if (rune.Value < 0x80) return Rune.ToLowerInvariant(rune);
        if (Table.TryGetValue(rune.Value, out var plain)) return new Rune(plain);
        if (rune.Value < Bases.Length && Bases[rune.Value] != 0) return new Rune(Bases[rune.Value]);
        return Rune.ToLowerInvariant(rune);
    }

    /// <summary>The base letter of every accented Latin and Greek letter, worked out once. Cyrillic keeps its own (й is no и).</summary>
    private static char[] BuildBases()
    {
        var bases = new char[0x2000];
        for (var c = '\u00C0'; c < bases.Length; c++)
        {
            if (!Scripts.IsLatin(c) && !Scripts.IsGreek(c)) continue;
            var first = c.ToString().Normalize(NormalizationForm.FormD)[0];
            if (first != c && char.IsLetter(first)) bases[c] = char.ToLowerInvariant(first);
        }
        return bases;
    }

    private static FrozenDictionary<int, char> BuildTable()
    {
        var table = new Dictionary<int, char>();
        AddAll(table, "øØłŁđĐħĦŧŦıɪʟʀɢʙɴʏʜƒɑɡǀ", "oollddhhttiilrgbnyhfagl");
        AddAll(table, "ᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱɐɔəɟɥɯɹʇʌʍʎ", "acdejkmoptuvwzfsacefhmrtvwy");
        AddAll(table, "“”„‟«»＂", "\"\"\"\"\"\"\"");
        AddAll(table, "‘’‚‛`´ʼ", "'''''''");
        for (var i = 0; i < 26; i++)
        {
            // Negative circled and squared letters, which NFKC leaves alone.
            table[0x1F150 + i] = (char)('a' + i);
            table[0x1F170 + i] = (char)('a' + i);
        }
        return table.ToFrozenDictionary();
    }

    private static void AddAll(Dictionary<int, char> table, string from, string to)
    {
        for (var i = 0; i < from.Length; i++) table[from[i]] = to[i];
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace ModBot.ModelKit;

/// <summary>Applies spelling attacks to words of three letters or more. Deterministic for a given state of the random source. Training noise and robustness tests share it.</summary>
internal static class SpellingAttacks
{
    private const int ShortestWord = 3;

    private static readonly FrozenDictionary<char, string> Leet = new Dictionary<char, string>
    {
        ['a'] = "4@",
        ['e'] = "3",
        ['i'] = "1!",
        ['o'] = "0",
        ['s'] = "5$",
        ['t'] = "7",
        ['g'] = "9",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> LookAlikes = new Dictionary<char, string>
    {
        ['a'] = "аαａ",
        ['c'] = "сϲ",
        ['e'] = "еｅ",
        ['i'] = "іι",
        ['o'] = "оοօ",
        ['p'] = "рρ",
        ['s'] = "ѕ",
        ['x'] = "х",
        ['y'] = "уү",
        ['k'] = "к",
        ['t'] = "т",
        ['n'] = "ո",
        ['u'] = "υս",
        ['h'] = "һ",
        ['d'] = "ԁ",
    }.ToFrozenDictionary();

    private static readonly char[] Invisible = ['\u200B', '\u200C', '\u200D', '\u2060', '\u00AD', '\uFEFF'];
    private static readonly char[] Marks = ['.', '-', '_', '*', '~', ',', '\'', '|'];
    private static readonly string[] Emotes = ["Kappa", "LUL", "KEKW", "PogChamp", "OMEGALUL", "monkaS", "Sadge", "4Head", "TriHard", "BibleThump", "catJAM", "Jebaited"];

    public static ImmutableArray<SpellingAttack> All { get; } = [.. Enum.GetValues<SpellingAttack>()];

    /// <summary>Attacks each word of <paramref name="text"/> with the probability <paramref name="share"/> in [0, 1].</summary>
    public static string Apply(SpellingAttack attack, string text, double share, Random random)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && IsAlphabetic(text[end])) end++;
            var word = text.AsSpan(i, end - i);
            if (word.Length >= ShortestWord && random.NextDouble() < share) Write(attack, word, result, random);
            else result.Append(word);
            if (end < text.Length) result.Append(text[end++]);
            i = end;
        }
        return result.ToString();
    }

    /// <summary>Letters of alphabets; scripts without spaces and combining marks cannot be cut or swapped like these.</summary>
    private static bool IsAlphabetic(char c) => char.IsLetter(c) && c < 0x0590;

    private static void Write(SpellingAttack attack, ReadOnlySpan<char> word, StringBuilder result, Random random)
    {
        // The first letter stays: that is how people misspell and still read.
        var inside = random.Next(1, word.Length - 1);
        switch (attack)
        {
            case SpellingAttack.Leet: Substitute(Leet, word, result, random); break;
            case SpellingAttack.Homoglyphs: Substitute(LookAlikes, word, result, random); break;
            case SpellingAttack.ZeroWidth: result.Append(word[..inside]).Append(random.GetItems(Invisible, 1)).Append(word[inside..]); break;
            case SpellingAttack.SpacedLetters: Space(word, result, random.NextDouble() < 0.7 ? ' ' : '.'); break;
            case SpellingAttack.Repeats: result.Append(word[..inside]).Append(word[inside], random.Next(2, 6)).Append(word[(inside + 1)..]); break;
            case SpellingAttack.Swap: result.Append(word[..inside]).Append(word[inside + 1]).Append(word[inside]).Append(word[(inside + 2)..]); break;
            case SpellingAttack.Delete: result.Append(word[..inside]).Append(word[(inside + 1)..]); break;
            case SpellingAttack.Punctuation: result.Append(word[..inside]).Append(random.GetItems(Marks, 1)).Append(word[inside..]); break;
            case SpellingAttack.Split: result.Append(word[..inside]).Append(' ').Append(word[inside..]); break;
            case SpellingAttack.SplitByEmote: result.Append(word[..inside]).Append(' ').Append(random.GetItems(Emotes, 1)[0]).Append(' ').Append(word[inside..]); break;
            default: throw new ArgumentOutOfRangeException(nameof(attack), attack, "Not a spelling attack.");
        }
    }

    private static void Substitute(FrozenDictionary<char, string> table, ReadOnlySpan<char> word, StringBuilder result, Random random)
    {
        foreach (var c in word)
        {
            var replaced = table.TryGetValue(char.ToLowerInvariant(c), out var choices) && random.NextDouble() < 0.7;
            result.Append(replaced ? choices![random.Next(choices.Length)] : c);
        }
    }

    private static void Space(ReadOnlySpan<char> word, StringBuilder result, char separator)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (i > 0) result.Append(separator);
            result.Append(word[i]);
        }
    }
}

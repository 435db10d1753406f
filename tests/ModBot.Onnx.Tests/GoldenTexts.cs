namespace ModBot.Onnx.Tests;

/// <summary>Texts made by rule from a seed, the same on every machine and in every version of .NET: the ground that golden digests stand on.</summary>
internal static class GoldenTexts
{
    /// <summary>What the texts of each group are made of, unit by unit: surrogate pairs therefore often come apart.</summary>
    private static readonly Dictionary<string, string> Units = new()
    {
        ["latin"] = "abcdefghijklmnopqrstuvwxyzABCXYZ    .,!?'\"-",
        ["leet"] = "fuckitshoe0134579$@!|* aAeE",
        ["spaced letters"] = "f u c k y s.-_*|~ a i",
        ["repeats"] = "aaabbo o!!?1 0lL",
        ["accents"] = "\u00E9\u00FC\u0130\u0131\u00DF\u00F8\u0142aeiou \u0301\u0308\u0338\u212B\u1E9E\uFB01",
        ["look-alikes"] = "\u0430\u0435\u043E\u0440\u0441\u0445\u0456aopx \u03B1\u03BF\u03C1nit\u0439\u044F",
        ["invisible"] = "ab c\u200B\u200D\u2060\uFEFF\u00AD\u034F\u2800\uDB40\uDC00\uFE0F\t\n\0\u0085\u00A0",
        ["emoji"] = "\uD83D\uDE02\uD83D\uDC4D\uD83C\uDFFD\u2764\uFE0F\u200D\u2605 ok",
        ["Chinese and Japanese"] = "\u4F60\u597D\u4E3B\u64AD\u3053\u3093\u30CA\u30A4\u30B9\u3099\uFF21\uFF57 \u3002w",
        ["Korean"] = "\uD55C\uAD6D\uC5B4\u314B\u314B\u1100\u1161\u11A8 ok",
        ["Thai and Hindi"] = "\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35\u0E01\u0E34 \u0939\u093F\u0928\u094D\u0926\u0940 5",
        ["Arabic and Hebrew"] = "\u0645\u0631\u062D\u0628\u0627\u064B\u0651 \u05E9\u05DC\u05D5\u05DD\u05B8\uFDFA",
        ["Cyrillic"] = "\u043F\u0440\u0438\u0432\u0435\u0442 \u0432\u0441\u0435\u043C\u0451\u0456\u0457!,",
        ["broken surrogates"] = "\uD83D\uDE02\uD800\uDFFF\uDBFF\uDC00a b",
    };

    public static IEnumerable<string> Groups => Units.Keys.Append("any character");

    public static IEnumerable<string> In(string group)
    {
        var random = new Lcg((ulong)group.Length * 7919 + group[0]);
        for (var i = 0; i < 400; i++)
        {
            // Mostly as short as chat is, and now and then a wall.
            var text = new char[i % 40 == 0 ? 500 : random.Next(40)];
            for (var j = 0; j < text.Length; j++) text[j] = Units.TryGetValue(group, out var units) ? units[random.Next(units.Length)] : (char)random.Next(0x10000);
            yield return new string(text);
        }
    }

    /// <summary>Knuth's MMIX generator: <see cref="Random"/> does not promise its sequence.</summary>
    private sealed class Lcg(ulong state)
    {
        public int Next(int below)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            return (int)((state >> 33) % (ulong)below);
        }
    }
}

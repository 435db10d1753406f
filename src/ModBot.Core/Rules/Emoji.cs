using System.Text;

namespace ModBot.Rules;

/// <summary>What of a text is emoji, roughly: the blocks in which nearly everything is one.</summary>
internal static class Emoji
{
    private const int Joiner = 0x200D;
    private const int KeycapMark = 0x20E3;

    /// <summary>Whether a character stands for a picture, or is a part of one.</summary>
    public static bool IsPart(Rune rune) => IsPicture(rune) || rune.Value is Joiner or KeycapMark or (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE007F);

    /// <summary>How many pictures a text shows: those joined to one count as one, and a flag's two letters do.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var (count, isJoined, isHalfFlag) = (0, false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var isFlag = rune.Value is >= 0x1F1E6 and <= 0x1F1FF;
            if (IsPicture(rune) && !isJoined && !(isFlag && isHalfFlag)) count++;
            isHalfFlag = isFlag && !isHalfFlag;
            isJoined = rune.Value == Joiner;
        }
        return count;
    }

    private static bool IsPicture(Rune rune) => rune.Value is (>= 0x1F1E6 and <= 0x1F3FA) or (>= 0x1F400 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B1B and <= 0x2B1C) or 0x2B50 or 0x2B55;
}

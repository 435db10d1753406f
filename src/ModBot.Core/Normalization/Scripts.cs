using System.Text;

namespace ModBot.Normalization;

/// <summary>What the folds and the featuriser need to know of scripts.</summary>
public static class Scripts
{
    /// <summary>Scripts whose vowels or tones are combining marks (Hebrew, Arabic, Indic, Thai, Khmer ...), from which marks must not be taken.</summary>
    public static bool TakesMarks(Rune rune) => rune.Value is (>= 0x0590 and < 0x1100) or (>= 0x1700 and < 0x1D00) or (>= 0x3040 and < 0x3100) or (>= 0xA800 and < 0xAC00) or (>= 0x11000 and < 0x12000);

    /// <summary>Latin letters, ASCII and others.</summary>
    public static bool IsLatin(char c) => char.IsAsciiLetter(c) || (c is >= '\u00C0' and < '\u0250' or >= '\u1E00' and < '\u1F00' && char.IsLetter(c));

    public static bool IsCyrillic(char c) => c is >= '\u0400' and < '\u0530';

    public static bool IsGreek(char c) => c is >= '\u0370' and < '\u0400' or >= '\u1F00' and < '\u2000';

    public static bool IsArmenian(char c) => c is >= '\u0530' and < '\u0590';

    /// <summary>Scripts written without spaces between words: Han, kana, Thai, Lao, Myanmar, Khmer.</summary>
    public static bool IsUnspaced(char c) =>
        c is (>= '\u0E00' and < '\u0F00') or (>= '\u1000' and < '\u10A0') or (>= '\u1780' and < '\u1800')
            or (>= '\u3005' and < '\u3008') or (>= '\u3040' and < '\u3100') or (>= '\u31F0' and < '\u3200')
            or (>= '\u3400' and < '\u4DC0') or (>= '\u4E00' and < '\uA000') or (>= '\uF900' and < '\uFB00');

    /// <summary>Hangul: spaced, but with two or three letters to a character, so that short runs already carry meaning.</summary>
    public static bool IsHangul(char c) => c is >= '\uAC00' and < '\uD7B0' or >= '\u1100' and < '\u1200' or >= '\u3130' and < '\u3190';
}
